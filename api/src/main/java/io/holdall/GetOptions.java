package io.holdall;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes a read wants, and under which conditions. Immutable; each method returns a copy with
 * one thing set.
 *
 * <p>Invariant: not both a range and a part (GET-43).
 */
public final class GetOptions {
  private static final GetOptions DEFAULT =
      new GetOptions(null, OptionalInt.empty(), ReadConditions.none(), TransferOptions.defaults());

  private final @Nullable ByteRange range;
  private final OptionalInt part;
  private final ReadConditions conditions;
  private final TransferOptions transfer;

  private GetOptions(
      @Nullable ByteRange range,
      OptionalInt part,
      ReadConditions conditions,
      TransferOptions transfer) {
    if (range != null && part.isPresent()) {
      throw new IllegalArgumentException("a read wants a range or a part, not both (GET-43)");
    }
    this.range = range;
    this.part = part;
    this.conditions = Objects.requireNonNull(conditions);
    this.transfer = Objects.requireNonNull(transfer);
  }

  public static GetOptions defaults() {
    return DEFAULT;
  }

  /**
   * Some of the bytes.
   *
   * @throws IllegalArgumentException if a part was asked for
   */
  public GetOptions range(ByteRange value) {
    return new GetOptions(Objects.requireNonNull(value), part, conditions, transfer);
  }

  /**
   * One part of a multipart blob; a blob put in one piece is its own part 1 (GET-40, GET-41).
   *
   * @param number 1 to 10,000; beyond the parts that the blob has: {@link
   *     ErrorCode#INVALID_PART_NUMBER}
   * @throws IllegalArgumentException if the number is out of range or a range was asked for
   */
  public GetOptions part(int number) {
    return new GetOptions(
        range, OptionalInt.of(MultipartUpload.checkPartNumber(number)), conditions, transfer);
  }

  public GetOptions conditions(ReadConditions value) {
    return new GetOptions(range, part, value, transfer);
  }

  /** How {@link Bucket#download} travels; reads that return a stream do not split. */
  public GetOptions transfer(TransferOptions value) {
    return new GetOptions(range, part, conditions, value);
  }

  public Optional<ByteRange> range() {
    return Optional.ofNullable(range);
  }

  public OptionalInt part() {
    return part;
  }

  public ReadConditions conditions() {
    return conditions;
  }

  public TransferOptions transfer() {
    return transfer;
  }
}

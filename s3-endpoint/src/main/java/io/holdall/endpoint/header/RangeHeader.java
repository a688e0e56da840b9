package io.holdall.endpoint.header;

import io.holdall.ByteRange;
import io.holdall.ByteSpan;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Range}, {@code Content-Range} and {@code x-amz-copy-source-range}. */
public final class RangeHeader {
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d*)-(\\d*)");
  private static final BigInteger BEHIND_EVERY_END = BigInteger.valueOf(Long.MAX_VALUE);
  private static final String COPY_SOURCE_RANGE = "x-amz-copy-source-range";

  private RangeHeader() {}

  /**
   * The range that a read asks for. Whatever is not one range in good form asks for the whole
   * object (GET-27 to GET-29).
   */
  public static Optional<ByteRange> parse(String text) {
    Matcher range = SINGLE.matcher(text.strip());
    if (!range.matches()) {
      return Optional.empty();
    }
    String first = range.group(1);
    String last = range.group(2);
    if (first.isEmpty()) {
      return last.isEmpty()
          ? Optional.empty()
          : Optional.of(ByteRange.suffix(position(new BigInteger(last))));
    }
    BigInteger from = new BigInteger(first);
    if (last.isEmpty()) {
      return Optional.of(ByteRange.from(position(from)));
    }
    BigInteger to = new BigInteger(last);
    return from.compareTo(to) > 0
        ? Optional.empty()
        : Optional.of(ByteRange.between(position(from), position(to)));
  }

  /** A position may have any number of digits: {@code bytes=5-9223372036854775807} is usual. */
  private static long position(BigInteger digits) {
    return digits.min(BEHIND_EVERY_END).longValue();
  }

  /** The text of {@code Content-Range}; the span is not empty. */
  public static String contentRange(ByteSpan span, long size) {
    return "bytes " + span.offset() + '-' + (span.end() - 1) + '/' + size;
  }

  /**
   * The range of the source that becomes a part: first and last byte, nothing else (MPU-20).
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} for any other form (MPU-21)
   */
  public static ByteRange.Between copySource(String text) {
    Optional<ByteRange> range = parse(text);
    if (range.isPresent() && range.get() instanceof ByteRange.Between between) {
      return between;
    }
    throw Arguments.invalid(
        COPY_SOURCE_RANGE,
        text,
        "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the"
            + " first and last bytes to copy");
  }
}

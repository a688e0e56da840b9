package io.holdall.tck.model;

import io.holdall.ByteRange;
import io.holdall.ByteSpan;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.ReadConditions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which bytes a read gets and whether it gets any (GET-20 to GET-30, GET-50 to GET-63). */
public final class ReadRules {
  private enum Truth {
    TRUE,
    FALSE,
    /** The condition is not there, or is to be ignored. */
    ABSENT,
    /** S3 ignores a time in the future, and what the store's clock says is not known here. */
    FALSE_OR_IGNORED
  }

  private ReadRules() {}

  /**
   * What conditions make of a read.
   *
   * @param codes that it may fail with; empty if it must succeed
   * @param mayPass whether it may succeed
   */
  record Weighed(Set<ErrorCode> codes, boolean mayPass) {
    Weighed or(Weighed other) {
      Set<ErrorCode> both = EnumSet.noneOf(ErrorCode.class);
      both.addAll(codes);
      both.addAll(other.codes);
      return new Weighed(both, mayPass || other.mayPass);
    }
  }

  /**
   * @param lastModified as the store told it, in whole seconds
   * @param deviates whether the store is known not to keep a rule: GET-60, the order; GET-61, the
   *     ETag *; GET-62, whole seconds
   */
  static Weighed weigh(
      ReadConditions conditions, ETag etag, Instant lastModified, Predicate<String> deviates) {
    Weighed weighed = weighAt(conditions, etag, lastModified, deviates);
    // The store's own time has a fraction that it does not tell.
    return deviates.test("GET-62")
        ? weighed.or(weighAt(conditions, etag, lastModified.plusSeconds(1), deviates))
        : weighed;
  }

  private static Weighed weighAt(
      ReadConditions conditions, ETag etag, Instant lastModified, Predicate<String> deviates) {
    Weighed weighed = weigh(conditions, etag, lastModified);
    if (deviates.test("GET-61")) {
      weighed = weighed.or(weigh(literally(conditions), etag, lastModified));
    }
    return deviates.test("GET-60")
        ? weighed.or(inAnyOrder(conditions, etag, lastModified))
        : weighed;
  }

  /** The conditions with ETags that are met by no blob in place of those that are met by any. */
  private static ReadConditions literally(ReadConditions conditions) {
    ETag text = ETag.of("the text *");
    ReadConditions literal = conditions;
    if (conditions.ifMatch().filter(ReadRules::isAny).isPresent()) {
      literal = literal.ifMatch(text);
    }
    return conditions.ifNoneMatch().filter(ReadRules::isAny).isPresent()
        ? literal.ifNoneMatch(text)
        : literal;
  }

  private static boolean isAny(ETag etag) {
    return etag.value().equals("*");
  }

  /** What each condition makes of a read if it alone is weighed. */
  private static Weighed inAnyOrder(ReadConditions conditions, ETag etag, Instant lastModified) {
    ReadConditions none = ReadConditions.none();
    Weighed all = new Weighed(EnumSet.noneOf(ErrorCode.class), false);
    for (Optional<ReadConditions> one :
        List.of(
            conditions.ifMatch().map(none::ifMatch),
            conditions.ifUnmodifiedSince().map(none::ifUnmodifiedSince),
            conditions.ifNoneMatch().map(none::ifNoneMatch),
            conditions.ifModifiedSince().map(none::ifModifiedSince))) {
      if (one.isPresent()) {
        all = all.or(weigh(one.get(), etag, lastModified));
      }
    }
    return all;
  }

  private static Weighed weigh(ReadConditions conditions, ETag etag, Instant lastModified) {
    Truth match = conditions.ifMatch().map(it -> truth(matches(it, etag))).orElse(Truth.ABSENT);
    Truth unmodified =
        conditions
            .ifUnmodifiedSince()
            .map(it -> truth(lastModified.getEpochSecond() <= it.getEpochSecond()))
            .orElse(Truth.ABSENT);
    if (match == Truth.FALSE || (match == Truth.ABSENT && unmodified == Truth.FALSE)) {
      return new Weighed(EnumSet.of(ErrorCode.PRECONDITION_FAILED), false);
    }
    Truth noneMatch =
        conditions.ifNoneMatch().map(it -> truth(!matches(it, etag))).orElse(Truth.ABSENT);
    Truth modified =
        noneMatch != Truth.ABSENT
            ? Truth.ABSENT
            : conditions
                .ifModifiedSince()
                .map(it -> modifiedSince(it.getEpochSecond(), lastModified.getEpochSecond()))
                .orElse(Truth.ABSENT);
    if (noneMatch == Truth.FALSE || modified == Truth.FALSE) {
      return new Weighed(EnumSet.of(ErrorCode.NOT_MODIFIED), false);
    }
    return modified == Truth.FALSE_OR_IGNORED
        ? new Weighed(EnumSet.of(ErrorCode.NOT_MODIFIED), true)
        : new Weighed(EnumSet.noneOf(ErrorCode.class), true);
  }

  private static Truth modifiedSince(long since, long lastModified) {
    if (since < lastModified) {
      return Truth.TRUE;
    }
    return since == lastModified ? Truth.FALSE : Truth.FALSE_OR_IGNORED;
  }

  private static boolean matches(ETag condition, ETag etag) {
    return isAny(condition) || condition.equals(etag);
  }

  private static Truth truth(boolean value) {
    return value ? Truth.TRUE : Truth.FALSE;
  }

  /** The bytes that a range selects of so many; empty if the range cannot be satisfied. */
  public static Optional<ByteSpan> select(ByteRange range, long size) {
    if (range instanceof ByteRange.Suffix suffix) {
      long length = Math.min(suffix.length(), size);
      return length == 0 ? Optional.empty() : Optional.of(new ByteSpan(size - length, length));
    }
    long first =
        range instanceof ByteRange.Between between
            ? between.first()
            : ((ByteRange.From) range).first();
    if (first >= size) {
      return Optional.empty();
    }
    long end =
        range instanceof ByteRange.Between between && between.last() < size - 1
            ? between.last() + 1
            : size;
    return Optional.of(new ByteSpan(first, end - first));
  }

  /**
   * Whether the facts leave open what a range of an empty blob gives (GET-30): ranges that would
   * fit if there were bytes.
   */
  public static boolean isOpen(ByteRange range, long size) {
    return size == 0
        && (range instanceof ByteRange.Suffix suffix
            ? suffix.length() > 0
            : range instanceof ByteRange.From from
                ? from.first() == 0
                : ((ByteRange.Between) range).first() == 0);
  }
}

package io.holdall;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on the blob that a read, or the source of a copy, finds. They are weighed in S3's
 * order: {@code ifMatch}, else {@code ifUnmodifiedSince}; then {@code ifNoneMatch}, else {@code
 * ifModifiedSince} (GET-50 to GET-60). Times are compared in whole seconds (GET-62); a
 * modified-since time in the future is ignored (GET-63); of times outside the years 1 to 9999,
 * which HTTP cannot say, the nearest that it can stands in their place. A missing blob is {@link
 * ErrorCode#NO_SUCH_KEY} before any condition is looked at.
 *
 * <p>A read whose {@code ifMatch} or {@code ifUnmodifiedSince} fails throws {@link
 * PreconditionFailedException}; one whose {@code ifNoneMatch} or {@code ifModifiedSince} fails
 * throws {@link ErrorCode#NOT_MODIFIED}. A copy throws {@link PreconditionFailedException} for all
 * four (COPY-12).
 *
 * <p>Immutable; each method returns a copy with one condition set.
 */
public final class ReadConditions {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private static final ReadConditions NONE = new ReadConditions(null, null, null, null);

  private final @Nullable ETag ifMatch;
  private final @Nullable ETag ifNoneMatch;
  private final @Nullable Instant ifModifiedSince;
  private final @Nullable Instant ifUnmodifiedSince;

  private ReadConditions(
      @Nullable ETag ifMatch,
      @Nullable ETag ifNoneMatch,
      @Nullable Instant ifModifiedSince,
      @Nullable Instant ifUnmodifiedSince) {
    this.ifMatch = ifMatch;
    this.ifNoneMatch = ifNoneMatch;
    this.ifModifiedSince = ifModifiedSince;
    this.ifUnmodifiedSince = ifUnmodifiedSince;
  }

  public static ReadConditions none() {
    return NONE;
  }

  /** The blob must have this tag. {@code ETag.of("*")} is met by every blob (GET-61). */
  public ReadConditions ifMatch(ETag etag) {
    return new ReadConditions(
        Objects.requireNonNull(etag), ifNoneMatch, ifModifiedSince, ifUnmodifiedSince);
  }

  /** The blob must not have this tag. {@code ETag.of("*")} is met by no blob (GET-61). */
  public ReadConditions ifNoneMatch(ETag etag) {
    return new ReadConditions(
        ifMatch, Objects.requireNonNull(etag), ifModifiedSince, ifUnmodifiedSince);
  }

  /** The blob must have been written after the second that holds this instant. */
  public ReadConditions ifModifiedSince(Instant instant) {
    return new ReadConditions(ifMatch, ifNoneMatch, sayable(instant), ifUnmodifiedSince);
  }

  /** The blob must have been written in or before the second that holds this instant. */
  public ReadConditions ifUnmodifiedSince(Instant instant) {
    return new ReadConditions(ifMatch, ifNoneMatch, ifModifiedSince, sayable(instant));
  }

  private static Instant sayable(Instant instant) {
    if (instant.isBefore(EARLIEST)) {
      return EARLIEST;
    }
    return instant.isAfter(LATEST) ? LATEST : instant;
  }

  public Optional<ETag> ifMatch() {
    return Optional.ofNullable(ifMatch);
  }

  public Optional<ETag> ifNoneMatch() {
    return Optional.ofNullable(ifNoneMatch);
  }

  public Optional<Instant> ifModifiedSince() {
    return Optional.ofNullable(ifModifiedSince);
  }

  public Optional<Instant> ifUnmodifiedSince() {
    return Optional.ofNullable(ifUnmodifiedSince);
  }

  /** Whether no condition is set. */
  public boolean isNone() {
    return equals(NONE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadConditions that
        && Objects.equals(ifMatch, that.ifMatch)
        && Objects.equals(ifNoneMatch, that.ifNoneMatch)
        && Objects.equals(ifModifiedSince, that.ifModifiedSince)
        && Objects.equals(ifUnmodifiedSince, that.ifUnmodifiedSince);
  }

  @Override
  public int hashCode() {
    return Objects.hash(ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince);
  }

  @Override
  public String toString() {
    return "ReadConditions[ifMatch=%s, ifNoneMatch=%s, ifModifiedSince=%s, ifUnmodifiedSince=%s]"
        .formatted(ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince);
  }
}

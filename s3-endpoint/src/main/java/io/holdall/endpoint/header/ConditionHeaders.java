package io.holdall.endpoint.header;

import io.holdall.ETag;
import io.holdall.ReadConditions;
import io.holdall.WriteCondition;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Conditions on reads (GET-50 to GET-63), on sources of copies (COPY-12) and on writes (COND). */
public final class ConditionHeaders {
  private static final String IF_MATCH = "If-Match";
  private static final String IF_NONE_MATCH = "If-None-Match";
  private static final String IF_MODIFIED_SINCE = "If-Modified-Since";
  private static final String IF_UNMODIFIED_SINCE = "If-Unmodified-Since";
  private static final String SOURCE = "x-amz-copy-source-";

  /** In the order in which the first that is there is the one that can have failed. */
  private static final List<String> ALL =
      List.of(
          SOURCE + IF_MATCH,
          SOURCE + IF_UNMODIFIED_SINCE,
          SOURCE + IF_NONE_MATCH,
          SOURCE + IF_MODIFIED_SINCE,
          IF_MATCH,
          IF_UNMODIFIED_SINCE,
          IF_NONE_MATCH);

  private ConditionHeaders() {}

  /**
   * The conditions of a read. Dates that are none are ignored (GET-63).
   *
   * @throws S3Exception {@link S3Error#NOT_IMPLEMENTED} for a list of ETags (GET-61)
   */
  public static ReadConditions read(Headers headers) {
    return read(headers, "");
  }

  /** The conditions on the source of a copy, as {@link #read}. */
  public static ReadConditions source(Headers headers) {
    return read(headers, SOURCE);
  }

  private static ReadConditions read(Headers headers, String prefix) {
    ReadConditions conditions = ReadConditions.none();
    Optional<ETag> match = etag(headers, prefix + IF_MATCH);
    if (match.isPresent()) {
      conditions = conditions.ifMatch(match.get());
    }
    Optional<ETag> noneMatch = etag(headers, prefix + IF_NONE_MATCH);
    if (noneMatch.isPresent()) {
      conditions = conditions.ifNoneMatch(noneMatch.get());
    }
    Optional<Instant> modified = date(headers, prefix + IF_MODIFIED_SINCE);
    if (modified.isPresent()) {
      conditions = conditions.ifModifiedSince(modified.get());
    }
    Optional<Instant> unmodified = date(headers, prefix + IF_UNMODIFIED_SINCE);
    if (unmodified.isPresent()) {
      conditions = conditions.ifUnmodifiedSince(unmodified.get());
    }
    return conditions;
  }

  /**
   * The condition on the key that is written.
   *
   * @throws S3Exception {@link S3Error#NOT_IMPLEMENTED} for what S3 does not offer on writes
   *     (COND-03, COND-07, COND-08, COND-13)
   */
  public static WriteCondition write(Headers headers) {
    refuse(headers, IF_MODIFIED_SINCE);
    refuse(headers, IF_UNMODIFIED_SINCE);
    boolean match = headers.has(IF_MATCH);
    boolean noneMatch = headers.has(IF_NONE_MATCH);
    if (match && noneMatch) {
      throw unsupported(IF_MATCH + ',' + IF_NONE_MATCH);
    }
    if (noneMatch) {
      if (!text(headers, IF_NONE_MATCH).equals("*")) {
        throw unsupported(IF_NONE_MATCH);
      }
      return WriteCondition.ifAbsent();
    }
    if (match) {
      if (text(headers, IF_MATCH).equals("*")) {
        throw unsupported(IF_MATCH);
      }
      return WriteCondition.ifMatch(etag(headers, IF_MATCH).orElseThrow());
    }
    return WriteCondition.always();
  }

  /**
   * The tag that an object must have to be deleted; {@code *} for any (COND-20, COND-21).
   *
   * @throws S3Exception {@link S3Error#NOT_IMPLEMENTED} for any other condition
   */
  public static Optional<ETag> delete(Headers headers) {
    refuse(headers, IF_NONE_MATCH);
    refuse(headers, IF_MODIFIED_SINCE);
    refuse(headers, IF_UNMODIFIED_SINCE);
    return etag(headers, IF_MATCH);
  }

  /**
   * Insists that an operation which knows no conditions is asked for none.
   *
   * @throws S3Exception {@link S3Error#NOT_IMPLEMENTED}
   */
  public static void none(Headers headers) {
    refuse(headers, IF_MATCH);
    delete(headers);
  }

  private static void refuse(Headers headers, String name) {
    if (headers.has(name)) {
      throw unsupported(name);
    }
  }

  private static S3Exception unsupported(String name) {
    return Arguments.notImplemented(name)
        .with("additionalMessage", "We don't accept the provided value of " + name + " header");
  }

  /**
   * The header whose condition an operation has found not to hold, as {@code PreconditionFailed}
   * names it; nothing if there is none.
   */
  public static Optional<String> failed(Headers headers) {
    return ALL.stream().filter(headers::has).findFirst();
  }

  private static String text(Headers headers, String name) {
    return headers.first(name).orElse("").strip();
  }

  /** A weak tag is taken as what it is a weak form of: only the bytes decide it here. */
  private static Optional<ETag> etag(Headers headers, String name) {
    if (!headers.has(name)) {
      return Optional.empty();
    }
    String text = text(headers, name);
    try {
      return Optional.of(ETag.of(text.startsWith("W/\"") ? text.substring(2) : text));
    } catch (IllegalArgumentException e) {
      throw unsupported(name);
    }
  }

  private static Optional<Instant> date(Headers headers, String name) {
    return headers.first(name).flatMap(HttpDate::parse);
  }
}

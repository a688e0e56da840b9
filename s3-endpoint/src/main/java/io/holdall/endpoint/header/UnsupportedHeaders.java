package io.holdall.endpoint.header;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Headers that ask for something which is not to be had here, each with the error that S3 has for
 * it, or {@code NotImplemented} (HTTP-13). None is ignored: whoever asks for encryption must not
 * believe to have it.
 */
public final class UnsupportedHeaders {
  /** Judges name and value of a header: the refusal, or nothing if it asks for what is the case. */
  private interface Rule extends BiFunction<String, String, Optional<S3Exception>> {}

  private static final Set<String> CANNED_ACLS =
      Set.of(
          "public-read",
          "public-read-write",
          "authenticated-read",
          "aws-exec-read",
          "bucket-owner-read",
          "log-delivery-write");
  private static final Set<String> STORAGE_CLASSES =
      Set.of(
          "REDUCED_REDUNDANCY",
          "STANDARD_IA",
          "ONEZONE_IA",
          "INTELLIGENT_TIERING",
          "GLACIER",
          "DEEP_ARCHIVE",
          "GLACIER_IR",
          "EXPRESS_ONEZONE");
  private static final Set<String> OWNERSHIPS = Set.of("BucketOwnerPreferred", "ObjectWriter");

  private static final Map<String, Rule> BY_NAME =
      Map.ofEntries(
          Map.entry("x-amz-acl", UnsupportedHeaders::acl),
          Map.entry("x-amz-storage-class", UnsupportedHeaders::storageClass),
          Map.entry("x-amz-website-redirect-location", UnsupportedHeaders::redirect),
          Map.entry("x-amz-object-ownership", UnsupportedHeaders::ownership),
          Map.entry("x-amz-bucket-object-lock-enabled", UnsupportedHeaders::lockEnabled),
          Map.entry("x-amz-bypass-governance-retention", UnsupportedHeaders::bypass),
          Map.entry("x-amz-bucket-namespace", UnsupportedHeaders::missing),
          Map.entry("x-amz-write-offset-bytes", UnsupportedHeaders::missing),
          Map.entry("x-amz-if-match-initiated-time", UnsupportedHeaders::missing),
          Map.entry("x-amz-if-match-last-modified-time", UnsupportedHeaders::missing),
          Map.entry("x-amz-if-match-size", UnsupportedHeaders::missing));

  private record Family(String prefix, Rule rule) {}

  private static final List<Family> BY_PREFIX =
      List.of(
          new Family("x-amz-grant-", UnsupportedHeaders::grant),
          new Family("x-amz-object-lock-", UnsupportedHeaders::lock),
          new Family("x-amz-server-side-encryption", UnsupportedHeaders::missing),
          new Family("x-amz-copy-source-server-side-encryption", UnsupportedHeaders::missing));

  private UnsupportedHeaders() {}

  /**
   * Looks through the headers of any request.
   *
   * @throws S3Exception for the first that asks for what is not here
   */
  public static void check(Headers headers) {
    for (String name : headers.names()) {
      if (name.startsWith("x-amz-")) {
        Optional<S3Exception> refusal =
            rule(name).flatMap(rule -> rule.apply(name, headers.first(name).orElse("").strip()));
        if (refusal.isPresent()) {
          throw refusal.get();
        }
      }
    }
  }

  private static Optional<Rule> rule(String name) {
    Rule rule = BY_NAME.get(name);
    return rule != null
        ? Optional.of(rule)
        : BY_PREFIX.stream()
            .filter(family -> name.startsWith(family.prefix()))
            .map(Family::rule)
            .findFirst();
  }

  private static Optional<S3Exception> missing(String name, String value) {
    return Optional.of(Arguments.notImplemented(name));
  }

  /** PUT-13, ACL-02. */
  private static Optional<S3Exception> acl(String name, String value) {
    if (value.equals("private") || value.equals("bucket-owner-full-control")) {
      return Optional.empty();
    }
    return Optional.of(
        CANNED_ACLS.contains(value)
            ? new S3Exception(S3Error.ACCESS_CONTROL_LIST_NOT_SUPPORTED)
            : Arguments.invalid(name, value, ""));
  }

  private static Optional<S3Exception> grant(String name, String value) {
    return Optional.of(new S3Exception(S3Error.ACCESS_CONTROL_LIST_NOT_SUPPORTED));
  }

  /** PUT-14. */
  private static Optional<S3Exception> storageClass(String name, String value) {
    if (value.equals("STANDARD")) {
      return Optional.empty();
    }
    return Optional.of(
        STORAGE_CLASSES.contains(value)
            ? Arguments.notImplemented(name)
            : new S3Exception(S3Error.INVALID_STORAGE_CLASS).with("StorageClassRequested", value));
  }

  /** PUT-17. */
  private static Optional<S3Exception> redirect(String name, String value) {
    boolean wellFormed =
        value.startsWith("/") || value.startsWith("http://") || value.startsWith("https://");
    return Optional.of(
        wellFormed
            ? Arguments.notImplemented(name)
            : new S3Exception(S3Error.INVALID_REDIRECT_LOCATION));
  }

  /** BKT-33. */
  private static Optional<S3Exception> ownership(String name, String value) {
    if (value.equals("BucketOwnerEnforced")) {
      return Optional.empty();
    }
    return Optional.of(
        OWNERSHIPS.contains(value)
            ? Arguments.notImplemented(name)
            : Arguments.invalid(name, value, "Invalid x-amz-object-ownership header: " + value));
  }

  private static Optional<S3Exception> lockEnabled(String name, String value) {
    return value.equalsIgnoreCase("false")
        ? Optional.empty()
        : Optional.of(Arguments.notImplemented(name));
  }

  /** No bucket here has object lock, and S3 says so in these words. */
  private static Optional<S3Exception> lock(String name, String value) {
    return Optional.of(
        new S3Exception(S3Error.INVALID_REQUEST, "Bucket is missing Object Lock Configuration"));
  }

  /** DEL-05. */
  private static Optional<S3Exception> bypass(String name, String value) {
    return Optional.of(
        Arguments.invalid(
            name,
            value,
            "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets."));
  }
}

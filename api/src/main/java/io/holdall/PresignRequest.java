package io.holdall;

import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request to be signed for somebody else to make.
 *
 * @param method what the URL allows; it allows nothing else (PRE-10)
 * @param key of the blob, relative to the view
 * @param validFor 1 second to 7 days, whole seconds (PRE-06)
 * @param headers that the user of the URL must send with exactly these values, for instance {@code
 *     content-type} or {@code x-amz-meta-…}; names in lower case
 * @param response headers that replace those of the blob in the answer (GET-05): only for GET and
 *     HEAD
 */
public record PresignRequest(
    Method method,
    String key,
    Duration validFor,
    Map<String, String> headers,
    ContentHeaders response) {
  /** What a presigned URL can allow. */
  public enum Method {
    GET,
    PUT,
    HEAD,
    DELETE
  }

  /**
   * What cannot be bound on one backend or another: headers that clients and proxies set or take
   * away by themselves, which signers therefore leave out, and headers that make a second signature
   * of their own, which a request with a signed URL must not carry.
   */
  private static final Set<String> NEVER_BOUND =
      Set.of(
          "authorization",
          "connection",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent",
          "x-amz-date",
          "x-amz-security-token",
          "x-amzn-trace-id",
          "x-forwarded-for");

  /** The longest life of a URL (PRE-06). */
  public static final Duration MAX_VALIDITY = Duration.ofDays(7);

  /**
   * Checks what could not be signed; folds the names of headers to lower case.
   *
   * @throws IllegalArgumentException if the key is not legal, the duration is out of range or not
   *     whole seconds, a header is not an HTTP token or is one that no signature can bind ({@code
   *     host}, {@code user-agent}, {@code authorization} and the like), or response headers are
   *     given for a write or are not of ISO-8859-1 (GET-06)
   */
  public PresignRequest {
    Objects.requireNonNull(method);
    Keys.check(key);
    Objects.requireNonNull(response);
    if (validFor.compareTo(Duration.ofSeconds(1)) < 0
        || validFor.compareTo(MAX_VALIDITY) > 0
        || validFor.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "a presigned URL is valid for 1 second to 7 days in whole seconds, not " + validFor);
    }
    if (!response.equals(ContentHeaders.none()) && method != Method.GET && method != Method.HEAD) {
      throw new IllegalArgumentException(
          "only GET and HEAD have response headers to replace, not " + method);
    }
    checkResponse("content-type", response.contentType());
    checkResponse("content-encoding", response.contentEncoding());
    checkResponse("content-language", response.contentLanguage());
    checkResponse("content-disposition", response.contentDisposition());
    checkResponse("cache-control", response.cacheControl());
    checkResponse("expires", response.expires());
    TreeMap<String, String> folded = new TreeMap<>();
    headers.forEach((name, value) -> folded.put(checkHeader(name, value), value));
    headers = Collections.unmodifiableMap(folded);
  }

  public static PresignRequest get(String key, Duration validFor) {
    return of(Method.GET, key, validFor);
  }

  public static PresignRequest put(String key, Duration validFor) {
    return of(Method.PUT, key, validFor);
  }

  public static PresignRequest head(String key, Duration validFor) {
    return of(Method.HEAD, key, validFor);
  }

  public static PresignRequest delete(String key, Duration validFor) {
    return of(Method.DELETE, key, validFor);
  }

  private static PresignRequest of(Method method, String key, Duration validFor) {
    return new PresignRequest(method, key, validFor, Map.of(), ContentHeaders.none());
  }

  /** A copy that binds one more header. */
  public PresignRequest header(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name.toLowerCase(Locale.ROOT), value);
    return new PresignRequest(method, key, validFor, more, response);
  }

  /** A copy that replaces these headers of the answer. */
  public PresignRequest response(ContentHeaders value) {
    return new PresignRequest(method, key, validFor, headers, value);
  }

  private static void checkResponse(String name, Optional<String> value) {
    if (value.isPresent() && value.get().chars().anyMatch(c -> c > 0xFF)) {
      throw new IllegalArgumentException(
          "the response header \"%s\" can be replaced by characters of ISO-8859-1 alone (GET-06): \"%s\""
              .formatted(name, value.get()));
    }
  }

  private static String checkHeader(String name, String value) {
    String folded = name.toLowerCase(Locale.ROOT);
    boolean token =
        !folded.isEmpty()
            && folded
                .chars()
                .allMatch(c -> c > ' ' && c < 0x7F && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
    if (!token) {
      throw new IllegalArgumentException("not the name of a header: \"" + name + "\"");
    }
    if (NEVER_BOUND.contains(folded)) {
      throw new IllegalArgumentException(
          "the header \"" + folded + "\" cannot be bound by a signature");
    }
    if (value.chars().anyMatch(c -> c < ' ' || c > 0x7E) || !value.strip().equals(value)) {
      throw new IllegalArgumentException(
          "the value of the header \"%s\" must be printable ASCII without spaces at its ends"
              .formatted(folded));
    }
    return folded;
  }
}

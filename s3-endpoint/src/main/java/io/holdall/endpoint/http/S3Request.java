package io.holdall.endpoint.http;

import io.holdall.endpoint.error.S3Exception;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One request as it came over the wire, nothing normalised and nothing decoded before it is asked
 * for.
 *
 * <ul>
 *   <li>{@code method} is not empty, its case kept.
 *   <li>{@code rawPath} and {@code rawQuery} are the bytes of the request line on both sides of the
 *       first question mark, seen as ISO-8859-1. {@code rawQuery} is null if there is no question
 *       mark.
 *   <li>{@code body} ends where HTTP's framing says; aws-chunked framing is still in it. It reports
 *       a client that hangs up as an {@link java.io.IOException}. Whoever serves the request closes
 *       it, not the handler.
 * </ul>
 *
 * <p>For one thread at a time, as its body is.
 */
public final class S3Request {
  private final String method;
  private final String rawPath;
  private final @Nullable String rawQuery;
  private final Headers headers;
  private final InputStream body;
  private @Nullable Query query;

  /**
   * @throws IllegalArgumentException if the method is empty, or path or query have a character
   *     above U+00FF
   */
  public S3Request(
      String method, String rawPath, @Nullable String rawQuery, Headers headers, InputStream body) {
    if (method.isEmpty()) {
      throw new IllegalArgumentException("the method is empty");
    }
    checkBytes("path", rawPath);
    if (rawQuery != null) {
      checkBytes("query", rawQuery);
    }
    this.method = method;
    this.rawPath = rawPath;
    this.rawQuery = rawQuery;
    this.headers = headers;
    this.body = body;
  }

  /** A request for {@code target}, path and query together, over plain HTTP and without a body. */
  public static S3Request of(String method, String target, Headers headers) {
    int mark = target.indexOf('?');
    return new S3Request(
        method,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? null : target.substring(mark + 1),
        headers,
        InputStream.nullInputStream());
  }

  private static void checkBytes(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        throw new IllegalArgumentException("the " + what + " is not bytes at index " + i);
      }
    }
  }

  public S3Request withHeaders(Headers other) {
    return new S3Request(method, rawPath, rawQuery, other, body);
  }

  public S3Request withBody(InputStream other) {
    return new S3Request(method, rawPath, rawQuery, headers, other);
  }

  public String method() {
    return method;
  }

  public String rawPath() {
    return rawPath;
  }

  public @Nullable String rawQuery() {
    return rawQuery;
  }

  public Headers headers() {
    return headers;
  }

  public InputStream body() {
    return body;
  }

  /**
   * The path, percent-decoded once as a whole.
   *
   * @throws S3Exception {@code InvalidURI} for a broken escape, or bytes that are not UTF-8
   *     (KEY-11)
   */
  public String path() {
    return PercentDecoding.decodePath(rawPath);
  }

  /**
   * The decoded query.
   *
   * @throws S3Exception {@code InvalidURI} for a broken escape, or bytes that are not UTF-8
   */
  public Query query() {
    Query parsed = query;
    if (parsed == null) {
      parsed = Query.parse(rawQuery);
      query = parsed;
    }
    return parsed;
  }

  @Override
  public String toString() {
    return method + " " + rawPath + (rawQuery == null ? "" : "?" + rawQuery);
  }
}

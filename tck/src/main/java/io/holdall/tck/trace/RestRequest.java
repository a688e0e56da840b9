package io.holdall.tck.trace;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A request as S3's protocol spells it, without what a client adds to it: signature, host, date.
 * Not thread-safe.
 */
final class RestRequest {
  private static final String UNRESERVED = "-._~/";

  private final String method;
  private final StringBuilder target;
  private final StringBuilder headers = new StringBuilder();
  private String body = "";
  private char separator = '?';

  private RestRequest(String method, String target) {
    this.method = method;
    this.target = new StringBuilder(target);
  }

  static RestRequest ofService(String method) {
    return new RestRequest(method, "/");
  }

  static RestRequest ofBucket(String method, String bucket) {
    return new RestRequest(method, "/" + bucket);
  }

  static RestRequest ofBlob(String method, String bucket, String key) {
    return new RestRequest(method, path(bucket, key));
  }

  static String path(String bucket, String key) {
    return "/" + bucket + "/" + encoded(key);
  }

  /** A parameter without a value, which names a subresource. */
  RestRequest sub(String name) {
    target.append(separator).append(name);
    separator = '&';
    return this;
  }

  RestRequest query(String name, Object value) {
    return sub(name + "=" + encoded(String.valueOf(value)).replace("/", "%2F"));
  }

  /** A parameter that is left out where it is empty. */
  RestRequest queryUnlessEmpty(String name, String value) {
    return value.isEmpty() ? this : query(name, value);
  }

  RestRequest header(String name, Object value) {
    headers.append('\n').append(name).append(": ").append(value);
    return this;
  }

  RestRequest header(String name, Optional<?> value) {
    value.ifPresent(it -> header(name, it));
    return this;
  }

  RestRequest body(long bytes) {
    return header("content-length", bytes);
  }

  /** A body that a reader is to see. */
  RestRequest body(String text) {
    body = "\n\n" + text;
    return this;
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (b >= '0' && b <= '9')
              || (b >= 'A' && b <= 'Z')
              || (b >= 'a' && b <= 'z')
              || UNRESERVED.indexOf(b) >= 0;
      encoded.append(
          plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b & 0xFF));
    }
    return encoded.toString();
  }

  /** The request line, a line for each header, and the body if it is text. */
  @Override
  public String toString() {
    return method + " " + target + headers + body;
  }
}

package io.holdall.endpoint.sigv4;

import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.spi.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The texts that are hashed and signed. A character of them is a byte (ISO-8859-1): path and query
 * are ASCII after encoding, and header values are the bytes that were sent.
 */
final class Signing {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

  private Signing() {}

  /**
   * The canonical request (AUTH-02).
   *
   * @param path decoded
   * @param query the parameters that are signed
   * @param signedHeaders the names in the order in which they were declared, each once; those that
   *     the headers lack have no line
   */
  static String canonicalRequest(
      String method,
      String path,
      Query query,
      Headers headers,
      List<String> signedHeaders,
      String payloadHash) {
    StringBuilder text = new StringBuilder(512);
    text.append(method).append('\n');
    text.append(path.isEmpty() ? "/" : PercentEncoding.encodePath(path)).append('\n');
    text.append(canonicalQuery(query)).append('\n');
    for (String name : signedHeaders) {
      List<String> values = headers.all(name);
      if (!values.isEmpty()) {
        text.append(name).append(':').append(canonicalValue(values)).append('\n');
      }
    }
    text.append('\n');
    text.append(String.join(";", signedHeaders)).append('\n');
    return text.append(payloadHash).toString();
  }

  static String canonicalQuery(Query query) {
    record Encoded(String name, String value) {}
    List<Encoded> encoded = new ArrayList<>(query.parameters().size());
    for (Query.Parameter parameter : query.parameters()) {
      String value = parameter.value();
      encoded.add(
          new Encoded(
              PercentEncoding.encode(parameter.name()),
              value == null ? "" : PercentEncoding.encode(value)));
    }
    encoded.sort(
        (a, b) -> a.name.equals(b.name) ? a.value.compareTo(b.value) : a.name.compareTo(b.name));
    StringBuilder text = new StringBuilder();
    for (Encoded parameter : encoded) {
      if (text.length() > 0) {
        text.append('&');
      }
      text.append(parameter.name).append('=').append(parameter.value);
    }
    return text.toString();
  }

  private static String canonicalValue(List<String> values) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        joined.append(',');
      }
      appendTrimmed(joined, values.get(i));
    }
    return joined.toString();
  }

  private static void appendTrimmed(StringBuilder text, String value) {
    int start = text.length();
    boolean gap = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ' || c == '\t') {
        gap = true;
      } else {
        if (gap && text.length() > start) {
          text.append(' ');
        }
        gap = false;
        text.append(c);
      }
    }
  }

  /** The string to sign (AUTH-03). */
  static String stringToSign(Instant time, CredentialScope scope, String canonicalRequest) {
    String hash = Digests.hexSha256(canonicalRequest.getBytes(StandardCharsets.ISO_8859_1));
    return ALGORITHM + '\n' + AmzDate.format(time) + '\n' + scope + '\n' + hash;
  }

  static String signature(byte[] signingKey, String stringToSign) {
    return HexFormat.of().formatHex(Digests.hmac(signingKey, stringToSign));
  }

  /** True for the names of which S3 wants every one signed (AUTH-05). */
  static boolean isAmzHeader(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("x-amz-");
  }
}

package io.holdall.endpoint.sigv4;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The {@code x-amz-*} headers that a presigned URL carries as parameters, signed with the rest of
 * its query (PRE-05).
 */
final class HoistedHeaders {
  private HoistedHeaders() {}

  /**
   * The headers sent and those hoisted. A header sent wins over a parameter of its name.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} if a parameter has what no header can have
   */
  static Headers add(Headers sent, Query query) {
    Headers.Builder all = sent.toBuilder();
    for (Query.Parameter parameter : query.parameters()) {
      String name = parameter.name().toLowerCase(Locale.ROOT);
      if (Signing.isAmzHeader(name)
          && !PresignedQuery.REQUIRED.contains(parameter.name())
          && !sent.has(name)) {
        String value = parameter.value() == null ? "" : parameter.value();
        try {
          // Headers hold bytes: the parameter's UTF-8, as if it had been sent in a header.
          all.add(
              name,
              new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
          throw new S3Exception(
                  S3Error.INVALID_ARGUMENT, "The query parameter cannot stand for a header", e)
              .with("ArgumentName", parameter.name());
        }
      }
    }
    return all.build();
  }
}

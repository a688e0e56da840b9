package io.holdall.endpoint.chunked;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a trailer follows the last chunk, and which (CHUNK-04, CHUNK-09).
 *
 * @param expected the name of the header that must follow, or null for none
 * @param signed whether the signature of the trailer follows too
 */
record TrailerPolicy(@Nullable String expected, boolean signed, TrailerListener listener) {
  private static final Set<String> CHECKSUMS =
      Set.of(
          "x-amz-checksum-crc32",
          "x-amz-checksum-crc32c",
          "x-amz-checksum-crc64nvme",
          "x-amz-checksum-sha1",
          "x-amz-checksum-sha256");

  static TrailerPolicy without() {
    return new TrailerPolicy(null, false, TrailerListener.none());
  }

  static TrailerPolicy signed(Headers headers, TrailerListener listener) {
    return new TrailerPolicy(announced(headers), true, listener);
  }

  static TrailerPolicy unsigned(Headers headers, TrailerListener listener) {
    return new TrailerPolicy(announced(headers), false, listener);
  }

  private static @Nullable String announced(Headers headers) {
    List<String> names = new ArrayList<>();
    for (String value : headers.all("x-amz-trailer")) {
      for (String name : value.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    for (String name : names) {
      if (!CHECKSUMS.contains(name)) {
        throw new S3Exception(
            S3Error.INVALID_REQUEST,
            "The value specified in the x-amz-trailer header is not supported");
      }
    }
    if (names.size() > 1) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
    }
    return names.isEmpty() ? null : names.get(0);
  }
}

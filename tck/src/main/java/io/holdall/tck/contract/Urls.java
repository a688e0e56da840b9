package io.holdall.tck.contract;

import io.holdall.Bucket;
import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** How URLs are asked for, and what comes back read. */
final class Urls {
  private Urls() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static PresignedUrl presign(
      Bucket bucket, PresignRequest.Method method, String key, Duration validFor) {
    return bucket.presign(request(method, key, validFor));
  }

  static PresignRequest request(PresignRequest.Method method, String key, Duration validFor) {
    return switch (method) {
      case GET -> PresignRequest.get(key, validFor);
      case PUT -> PresignRequest.put(key, validFor);
      case HEAD -> PresignRequest.head(key, validFor);
      case DELETE -> PresignRequest.delete(key, validFor);
    };
  }

  static Optional<String> header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name);
  }
}

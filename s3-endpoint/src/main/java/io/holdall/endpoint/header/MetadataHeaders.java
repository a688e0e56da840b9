package io.holdall.endpoint.header;

import io.holdall.UserMetadata;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.spi.EncodedWords;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code x-amz-meta-*} (META-01 to META-07). */
public final class MetadataHeaders {
  private static final String PREFIX = "x-amz-meta-";

  private MetadataHeaders() {}

  /**
   * The metadata that a write carries. Headers that differ in case alone, or repeat, are joined by
   * commas (META-03).
   *
   * @throws S3Exception {@link S3Error#METADATA_TOO_LARGE}; {@link S3Error#INVALID_ARGUMENT} for a
   *     name or value that cannot be kept, such as one with control characters in an encoded word
   */
  public static UserMetadata parse(Headers headers) {
    Map<String, String> values = new TreeMap<>();
    for (String header : headers.names()) {
      if (header.startsWith(PREFIX)) {
        String value =
            headers.all(header).stream()
                .map(field -> EncodedWords.decode(Arguments.text(header, field)))
                .collect(Collectors.joining(","));
        values.put(header.substring(PREFIX.length()), value);
      }
    }
    if (values.isEmpty()) {
      return UserMetadata.none();
    }
    checkSize(values);
    UserMetadata metadata = UserMetadata.none();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      UserMetadata sofar = metadata;
      metadata =
          Arguments.checked(
              PREFIX + entry.getKey(),
              entry.getValue(),
              () -> sofar.with(entry.getKey(), entry.getValue()));
    }
    return metadata;
  }

  private static void checkSize(Map<String, String> values) {
    long size =
        values.entrySet().stream()
            .mapToLong(entry -> utf8Length(entry.getKey()) + utf8Length(entry.getValue()))
            .sum();
    if (size > UserMetadata.MAX_BYTES) {
      throw new S3Exception(S3Error.METADATA_TOO_LARGE)
          .with("Size", Long.toString(size))
          .with("MaxSizeAllowed", Integer.toString(UserMetadata.MAX_BYTES));
    }
  }

  private static long utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Adds the headers that carry the metadata. */
  public static void write(UserMetadata metadata, Headers.Builder headers) {
    metadata
        .asMap()
        .forEach((name, value) -> headers.add(PREFIX + name, EncodedWords.encode(value)));
  }
}

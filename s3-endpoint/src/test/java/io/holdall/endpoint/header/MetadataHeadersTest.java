package io.holdall.endpoint.header;

import static io.holdall.endpoint.header.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.UserMetadata;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataHeadersTest {
  @Test
  void foldsNamesAndKeepsEmptyValues() {
    Headers headers =
        Headers.of("X-Amz-Meta-TEST_META_1", "a", "x-amz-meta-empty", "", "x-amz-acl", "private");
    assertThat(MetadataHeaders.parse(headers).asMap())
        .isEqualTo(Map.of("test_meta_1", "a", "empty", ""));
  }

  @Test
  void joinsRepeatedNames() {
    assertThat(MetadataHeaders.parse(Headers.of("x-amz-meta-a", "1", "X-AMZ-META-A", "2")).asMap())
        .isEqualTo(Map.of("a", "1,2"));
  }

  @Test
  void decodesWordsAndUtf8() {
    String bytes = new String("grün".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    Headers headers = Headers.of("x-amz-meta-a", "=?UTF-8?B?w6Q=?=", "x-amz-meta-b", bytes);
    assertThat(MetadataHeaders.parse(headers).asMap()).isEqualTo(Map.of("a", "ä", "b", "grün"));
  }

  @Test
  void writesHeadersThatItReads() {
    UserMetadata metadata =
        new UserMetadata(Map.of("a", "plain", "b", "ä", "c", "=?UTF-8?B?YQ==?="));
    Headers.Builder headers = Headers.builder();
    MetadataHeaders.write(metadata, headers);
    assertThat(headers.build().first("x-amz-meta-a")).contains("plain");
    assertThat(MetadataHeaders.parse(headers.build())).isEqualTo(metadata);
  }

  @Test
  void refusesTooMuch() {
    String most = "v".repeat(UserMetadata.MAX_BYTES - 1);
    assertThat(MetadataHeaders.parse(Headers.of("x-amz-meta-a", most)).asMap()).hasSize(1);
    assertThat(
            refused(
                    S3Error.METADATA_TOO_LARGE,
                    () -> MetadataHeaders.parse(Headers.of("x-amz-meta-ab", most)))
                .details())
        .containsEntry("Size", "2049")
        .containsEntry("MaxSizeAllowed", "2048");
  }

  @Test
  void refusesWhatCannotBeKept() {
    refused(
        S3Error.INVALID_ARGUMENT,
        () -> MetadataHeaders.parse(Headers.of("x-amz-meta-a", "=?UTF-8?B?AAECAw==?=")));
    refused(
        S3Error.INVALID_ARGUMENT,
        () -> MetadataHeaders.parse(Headers.of("x-amz-meta-a", "\u00e4")));
    refused(S3Error.INVALID_ARGUMENT, () -> MetadataHeaders.parse(Headers.of("x-amz-meta-", "a")));
  }
}

package io.holdall.endpoint.header;

import static io.holdall.endpoint.header.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobRef;
import io.holdall.endpoint.error.S3Error;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopySourceTest {
  @ParameterizedTest
  @CsvSource({
    "bucket/key, key",
    "/bucket/key, key",
    "bucket/a/b, a/b",
    "bucket/a%2Fb, a/b",
    "bucket%2Fa, a",
    "bucket/a%3Fb%25%2Bc, a?b%+c",
    "bucket/a%20b+c, a b+c",
    "bucket/%C3%A4, ä",
    "bucket//a/, /a/",
    "bucket/a?versionId=null, a",
    "https://s3.region.amazonaws.com/bucket/key, key",
    "http://localhost:9000/bucket/a/b, a/b",
    "bucket/http://host/file, http://host/file",
    "/bucket/dir/https://host/file, dir/https://host/file",
    "http://localhost:9000/bucket/http://host/file, http://host/file"
  })
  void namesAnObject(String header, String key) {
    assertThat(CopySource.parse(header)).isEqualTo(new BlobRef("bucket", key));
  }

  @ParameterizedTest(name = "COPY-02: {0}")
  @ValueSource(
      strings = {"", "/", "bucket", "/bucket", "bucket/", "bucket/%", "bucket/%FF", "bucket/%zz"})
  void refusesWhatNamesNone(String header) {
    assertThat(refused(S3Error.INVALID_ARGUMENT, () -> CopySource.parse(header)).details())
        .containsEntry("ArgumentName", "x-amz-copy-source");
  }

  @Test
  void refusesOtherVersionsAndIllegalNames() {
    assertThat(
            refused(S3Error.INVALID_ARGUMENT, () -> CopySource.parse("bucket/key?versionId=abc"))
                .details())
        .containsEntry("ArgumentName", "versionId");
    refused(S3Error.INVALID_BUCKET_NAME, () -> CopySource.parse("No/key"));
    refused(S3Error.KEY_TOO_LONG, () -> CopySource.parse("bucket/" + "k".repeat(1025)));
  }
}

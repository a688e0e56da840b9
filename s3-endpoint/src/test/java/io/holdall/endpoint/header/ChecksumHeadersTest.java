package io.holdall.endpoint.header;

import static io.holdall.endpoint.header.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.ContentMd5;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.http.Headers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumHeadersTest {
  private static final Checksum ABC = Checksum.parse(ChecksumAlgorithm.CRC32, "NSRBwg==");
  private static final String SIGNED_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

  @Test
  void readsAndWritesChecksums() {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      Checksum checksum = Checksum.of(algorithm, new byte[algorithm.digestBytes()]);
      Headers.Builder headers = Headers.builder();
      ChecksumHeaders.write(checksum, headers);
      assertThat(ChecksumHeaders.parse(headers.build())).contains(checksum);
      assertThat(ChecksumHeaders.declaredType(headers.build())).contains(ChecksumType.FULL_OBJECT);
      assertThat(ChecksumHeaders.algorithm(ChecksumHeaders.lowerCase(algorithm)))
          .contains(algorithm);
    }
  }

  @Test
  void leavesWhatIsNoValueAlone() {
    assertThat(
            ChecksumHeaders.parse(
                Headers.of(
                    "x-amz-checksum-algorithm", "CRC32",
                    "x-amz-checksum-type", "COMPOSITE",
                    "x-amz-checksum-mode", "ENABLED")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"enabled, true", "ENABLED, true", "disabled, false", "'', false"})
  void readsWhetherAReadAsksForIt(String mode, boolean asked) {
    assertThat(ChecksumHeaders.isAsked(Headers.of("x-amz-checksum-mode", mode))).isEqualTo(asked);
    assertThat(ChecksumHeaders.isAsked(Headers.empty())).isFalse();
  }

  @Test
  void refusesSeveral() {
    // CHK-04
    refused(
        S3Error.INVALID_REQUEST,
        () ->
            ChecksumHeaders.parse(
                Headers.of("x-amz-checksum-crc32", "NSRBwg==", "x-amz-checksum-sha1", "")));
    refused(
        S3Error.INVALID_REQUEST,
        () ->
            ChecksumHeaders.parse(
                Headers.of(
                    "x-amz-checksum-crc32", "NSRBwg==", "x-amz-checksum-crc32", "NSRBwg==")));
    refused(
        S3Error.INVALID_REQUEST,
        () ->
            Integrity.of(
                Headers.of(
                    "x-amz-checksum-crc32", "NSRBwg==",
                    "x-amz-trailer", "x-amz-checksum-crc32",
                    "x-amz-content-sha256", SIGNED_TRAILER)));
  }

  @ParameterizedTest(name = "CHK-05: {0}: {1}")
  @CsvSource({
    "x-amz-checksum-crc32, NSRB",
    "x-amz-checksum-crc32, ???",
    "x-amz-checksum-crc32, ''",
    "x-amz-checksum-sha256, NSRBwg==",
    "x-amz-checksum-crc32, NSRBwg==-2",
    "x-amz-checksum-crc64nvme, AAAAAAAAAAA=-2"
  })
  void refusesBadValues(String name, String value) {
    refused(S3Error.INVALID_REQUEST, () -> Integrity.of(Headers.of(name, value)));
  }

  @Test
  void refusesAlgorithmsThatAreNotHere() {
    assertThat(
            refused(
                    S3Error.NOT_IMPLEMENTED,
                    () -> Integrity.of(Headers.of("x-amz-checksum-xxhash3", "AAAA")))
                .details())
        .containsEntry("Header", "x-amz-checksum-xxhash3");
    refused(
        S3Error.INVALID_REQUEST,
        () -> ChecksumHeaders.declaredAlgorithm(Headers.of("x-amz-checksum-algorithm", "MD4")));
    refused(
        S3Error.INVALID_REQUEST,
        () -> ChecksumHeaders.declaredType(Headers.of("x-amz-checksum-type", "HALF_OBJECT")));
  }

  @Test
  void readsWhatABodyMustBe() {
    Integrity integrity =
        Integrity.of(
            Headers.of(
                "Content-MD5", "kAFQmDzST7DWlj99KOF/cg==",
                "x-amz-checksum-crc32", "NSRBwg==",
                "x-amz-sdk-checksum-algorithm", "CRC32"));
    assertThat(integrity.md5()).contains(ContentMd5.parse("kAFQmDzST7DWlj99KOF/cg=="));
    assertThat(integrity.checksum()).contains(ABC);
    assertThat(integrity.trailer()).isEmpty();
    assertThat(integrity.required()).isSameAs(integrity);
  }

  @Test
  void readsTheAnnouncementOfATrailer() {
    assertThat(
            Integrity.of(
                Headers.of(
                    "x-amz-trailer", "X-Amz-Checksum-CRC32C",
                    "x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                    "x-amz-sdk-checksum-algorithm", "CRC32C")))
        .isEqualTo(
            new Integrity(
                Optional.empty(), Optional.empty(), Optional.of(ChecksumAlgorithm.CRC32C)));
  }

  @Test
  void refusesATrailerThatCannotFollow() {
    for (String payload : new String[] {"UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"}) {
      refused(
          S3Error.MALFORMED_TRAILER,
          () ->
              Integrity.of(
                  Headers.of(
                      "x-amz-trailer", "x-amz-checksum-crc32", "x-amz-content-sha256", payload)));
    }
  }

  @Test
  void refusesAnAnnouncementAlone() {
    // CHK-07
    refused(
        S3Error.INVALID_REQUEST,
        () -> Integrity.of(Headers.of("x-amz-sdk-checksum-algorithm", "CRC32")));
  }

  @Test
  void refusesABadContentMd5() {
    // PUT-30
    for (String text : new String[] {"", "abc", "kAFQmDzST7DWlj99KOF/", "???"}) {
      assertThat(
              refused(S3Error.INVALID_DIGEST, () -> Integrity.of(Headers.of("Content-MD5", text)))
                  .details())
          .containsEntry("Content-MD5", text);
    }
  }

  @Test
  void missesADigestWhereOneIsRequired() {
    refused(S3Error.INVALID_REQUEST, () -> Integrity.of(Headers.empty()).required());
  }
}

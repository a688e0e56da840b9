package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Blob;
import io.holdall.BlobStoreException;
import io.holdall.ByteRange;
import io.holdall.ByteSpan;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.ReadConditions;
import io.holdall.spi.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReadsTest extends WireTest {
  private static final String[] HEAD = {
    "ETag: \"" + Fixtures.ETAG + "\"", "Last-Modified: Wed, 12 Oct 2022 17:50:00 GMT"
  };

  @Test
  void givesEverythingThatIsStoredBesideTheBytes() {
    server.thenBlob(
        "hello",
        "Content-Type: text/plain; charset=x",
        "Content-Encoding: gzip,aws-chunked",
        "Content-Language: de, en",
        "Content-Disposition: attachment; filename=\"a b\"",
        "Cache-Control: no-cache",
        "Expires: whenever",
        "x-amz-meta-plain: v  1",
        "x-amz-meta-empty:",
        "x-amz-meta-word: =?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=",
        "x-amz-meta-control: =?UTF-8?B?AAECAw==?=",
        "x-amz-tagging-count: 2",
        "x-amz-checksum-crc32: NhCmhg==",
        "x-amz-checksum-type: FULL_OBJECT");
    try (Blob blob = bucket.get("key")) {
      assertThat(blob.attributes().etag()).isEqualTo(ETag.of(Fixtures.ETAG));
      assertThat(blob.attributes().lastModified()).isEqualTo("2022-10-12T17:50:00Z");
      assertThat(blob.attributes().size()).isEqualTo(5);
      assertThat(blob.attributes().headers().contentType()).hasValue("text/plain; charset=x");
      assertThat(blob.attributes().headers().contentEncoding()).hasValue("gzip");
      assertThat(blob.attributes().headers().contentLanguage()).hasValue("de, en");
      assertThat(blob.attributes().headers().contentDisposition())
          .hasValue("attachment; filename=\"a b\"");
      assertThat(blob.attributes().headers().cacheControl()).hasValue("no-cache");
      assertThat(blob.attributes().headers().expires()).hasValue("whenever");
      assertThat(blob.attributes().metadata().asMap())
          .containsEntry("plain", "v  1")
          .containsEntry("empty", "")
          .containsEntry("word", "ÄMÄZÕÑ S3")
          // Not a value that we can hold: as it was sent.
          .containsEntry("control", "=?UTF-8?B?AAECAw==?=");
      assertThat(blob.attributes().tagCount()).isEqualTo(2);
      assertThat(blob.attributes().checksum())
          .hasValue(Checksum.parse(ChecksumAlgorithm.CRC32, "NhCmhg=="));
      assertThat(blob.string()).isEqualTo("hello");
    }
    assertThat(server.only().header("x-amz-checksum-mode")).hasValue("ENABLED");
  }

  // ---- ranges and parts

  @ParameterizedTest
  @CsvSource({"0, 3, bytes=0-3", "5, 100, bytes=5-100"})
  void asksForARange(long first, long last, String header) {
    server.then(
        exchange ->
            exchange.answer(
                206,
                "0123",
                Fixtures.with(
                    HEAD,
                    "Content-Range: bytes "
                        + first
                        + "-"
                        + (first + 3)
                        + "/"
                        + (first == 0 ? 10 : 9))));
    try (Blob blob =
        bucket.get("key", GetOptions.defaults().range(ByteRange.between(first, last)))) {
      assertThat(blob.span()).isEqualTo(new ByteSpan(first, 4));
      assertThat(blob.attributes().size()).isEqualTo(first == 0 ? 10 : 9);
      assertThat(blob.string()).isEqualTo("0123");
    }
    assertThat(server.only().header("range")).hasValue(header);
  }

  @Test
  void asksForOpenRanges() {
    server.then(
        exchange -> exchange.answer(206, "9", Fixtures.with(HEAD, "Content-Range: bytes 9-9/10")));
    bucket.get("key", GetOptions.defaults().range(ByteRange.from(9))).close();
    assertThat(server.last().header("range")).hasValue("bytes=9-");
    server.then(
        exchange -> exchange.answer(206, "9", Fixtures.with(HEAD, "Content-Range: bytes 9-9/10")));
    bucket.get("key", GetOptions.defaults().range(ByteRange.suffix(1))).close();
    assertThat(server.last().header("range")).hasValue("bytes=-1");
  }

  @Test
  void aServerWithoutRangesIsFoundOut() {
    server.thenBlob("0123456789");
    BlobStoreException failure =
        Fixtures.failure(
            () -> bucket.get("key", GetOptions.defaults().range(ByteRange.between(1, 2))));
    assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED);
  }

  /** GET-26: some servers answer the empty suffix with everything. */
  @Test
  void anEmptyRangeIsRefusedWhateverTheServerAnswers() {
    server.then(
        exchange ->
            exchange.answer(206, "0123456789", Fixtures.with(HEAD, "Content-Range: bytes 0-9/10")));
    BlobStoreException failure =
        Fixtures.failure(() -> bucket.get("key", GetOptions.defaults().range(ByteRange.suffix(0))));
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_RANGE);
  }

  private static WireServer.Act part(Checksum checksum) {
    String name = checksum.algorithm().name().toLowerCase(Locale.ROOT);
    return exchange ->
        exchange.answer(
            206,
            "0123",
            Fixtures.with(
                HEAD,
                "Content-Range: bytes 4-7/10",
                "x-amz-mp-parts-count: 3",
                "x-amz-checksum-" + name + ": " + checksum.value(),
                "x-amz-checksum-type: " + checksum.algorithm().defaultMultipartType()));
  }

  @Test
  void asksForAPart() {
    Checksum own = Digests.of(ChecksumAlgorithm.CRC32, "0123".getBytes(StandardCharsets.US_ASCII));
    server.then(part(own));
    try (Blob blob = bucket.get("key", GetOptions.defaults().part(2))) {
      assertThat(blob.attributes().partCount()).hasValue(3);
      assertThat(blob.attributes().checksum()).as("CHK-13").contains(own);
      assertThat(blob.attributes().info().checksumAlgorithm()).isEmpty();
      assertThat(blob.span()).isEqualTo(new ByteSpan(4, 4));
      assertThat(blob.string()).isEqualTo("0123");
    }
    assertThat(server.only().target()).contains("partNumber=2");
  }

  @ParameterizedTest
  @MethodSource("ofAllParts")
  void theChecksumOfAllPartsIsNotThatOfOne(Checksum whole) {
    server.then(part(whole));
    try (Blob blob = bucket.get("key", GetOptions.defaults().part(2))) {
      assertThat(blob.attributes().checksum()).isEmpty();
      assertThat(blob.string()).isEqualTo("0123");
    }
  }

  static List<Checksum> ofAllParts() {
    return List.of(
        Checksum.composite(ChecksumAlgorithm.CRC32, new byte[4], 3),
        Checksum.of(ChecksumAlgorithm.CRC64NVME, new byte[8]));
  }

  @ParameterizedTest
  @CsvSource({"416, InvalidPartNumber", "416, InvalidRange", "400, InvalidPart", "416, ''"})
  void aPartThatIsNotThere(int status, String code) {
    server.thenError(status, code);
    assertThat(Fixtures.failure(() -> bucket.get("key", GetOptions.defaults().part(9))).code())
        .isEqualTo(ErrorCode.INVALID_PART_NUMBER);
  }

  @Test
  void aServerThatKnowsNoPartsIsFoundOut() {
    server.thenBlob("0123456789");
    BlobStoreException failure =
        Fixtures.failure(() -> bucket.get("key", GetOptions.defaults().part(1)));
    assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED);
  }

  @Test
  void theFirstPartOfAnEmptyBlobHasNoRange() {
    server.thenBlob("");
    try (Blob blob = bucket.get("key", GetOptions.defaults().part(1))) {
      assertThat(blob.span()).isEqualTo(new ByteSpan(0, 0));
      assertThat(blob.bytes()).isEmpty();
    }
  }

  // ---- conditions

  @Test
  void sendsEveryCondition() {
    server.thenBlob("x");
    Instant day = Instant.parse("2022-10-12T17:50:00Z");
    bucket
        .get(
            "key",
            GetOptions.defaults()
                .conditions(
                    ReadConditions.none()
                        .ifMatch(ETag.of(Fixtures.ETAG))
                        .ifNoneMatch(ETag.of("*"))
                        .ifModifiedSince(day)
                        .ifUnmodifiedSince(day)))
        .close();
    WireServer.Request request = server.only();
    assertThat(request.header("if-match")).hasValue("\"" + Fixtures.ETAG + "\"");
    assertThat(request.header("if-none-match")).hasValue("*");
    assertThat(request.header("if-modified-since")).hasValue("Wed, 12 Oct 2022 17:50:00 GMT");
    assertThat(request.header("if-unmodified-since")).hasValue("Wed, 12 Oct 2022 17:50:00 GMT");
  }

  @Test
  void tellsNotModified() {
    server.then(304, "ETag: \"x\"");
    assertThat(Fixtures.failure(() -> bucket.get("key")).code()).isEqualTo(ErrorCode.NOT_MODIFIED);
  }

  // ---- checksums

  @ParameterizedTest
  @EnumSource(ChecksumAlgorithm.class)
  void comparesWhatItReads(ChecksumAlgorithm algorithm) {
    byte[] meant = "hello".getBytes(StandardCharsets.US_ASCII);
    String header =
        "x-amz-checksum-"
            + algorithm.name().toLowerCase(java.util.Locale.ROOT)
            + ": "
            + Digests.of(algorithm, meant).value();
    server.thenBlob("hello", header);
    assertThat(bucket.getString("key")).isEqualTo("hello");
    server.thenBlob("hallo", header);
    BlobStoreException failure = Fixtures.failure(() -> bucket.getBytes("key"));
    assertThat(failure.code()).isEqualTo(ErrorCode.CORRUPT);
    server.thenBlob("hallo", header);
    assertThatThrownBy(
            () -> {
              try (InputStream stream = bucket.get("key").stream()) {
                stream.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class)
        .cause()
        .isInstanceOf(BlobStoreException.class);
  }

  @Test
  void compositeChecksumsAreNotOfTheBytes() {
    server.thenBlob("hello", "x-amz-checksum-crc32: NhCmhg==-2", "x-amz-checksum-type: COMPOSITE");
    try (Blob blob = bucket.get("key")) {
      assertThat(blob.attributes().checksum().orElseThrow().parts()).isEqualTo(2);
      assertThat(blob.string()).isEqualTo("hello");
    }
  }

  @Test
  void checksumsOfOtherKindsAreNoHindrance() {
    server.thenBlob("hello", "x-amz-checksum-xxhash64: AAAAAAAAAAA=");
    assertThat(bucket.getString("key")).isEqualTo("hello");
    server.thenBlob("hello", "x-amz-checksum-sha1: nonsense");
    try (Blob blob = bucket.get("key")) {
      assertThat(blob.attributes().checksum()).isEmpty();
    }
  }

  // ---- connections

  @Test
  void aBlobReadToItsEndGivesItsConnectionBack() {
    for (int i = 0; i < 3; i++) {
      server.thenBlob("hello");
      bucket.getBytes("key");
      server.thenBlob("");
      bucket.get("empty").close();
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void aBlobClosedEarlyIsNotReadToItsEnd() {
    long length = 1L << 40;
    for (int i = 0; i < 3; i++) {
      server.then(
          exchange -> {
            exchange.readBody();
            exchange.head(200, length, HEAD);
            exchange.write(new byte[1000]);
          });
      try (Blob blob = bucket.get("key")) {
        assertThat(blob.attributes().size()).isEqualTo(length);
      }
    }
    assertThat(server.connections()).isEqualTo(3);
  }

  @Test
  void anAnswerThatIsCutOffIsNoEnd() throws IOException {
    server.then(
        exchange -> {
          exchange.readBody();
          exchange.head(200, 1000, HEAD);
          exchange.write(new byte[400]);
          exchange.hangUp();
        });
    try (Blob blob = bucket.get("key")) {
      BlobStoreException failure = Fixtures.failure(blob::bytes);
      assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(failure.isRetryable()).isTrue();
      assertThat(failure).hasMessageContaining("after 400 of 1000 bytes");
    }
  }

  @Test
  void anAnswerThatMakesNoSense() {
    server.then(200, "Last-Modified: Wed, 12 Oct 2022 17:50:00 GMT");
    BlobStoreException failure = Fixtures.failure(() -> bucket.get("key"));
    assertThat(failure.code()).isEqualTo(ErrorCode.CORRUPT);
    assertThat(failure).hasMessageContaining("no ETag");
  }

  // ---- errors

  @Test
  void keepsTheWordsOfS3() {
    server.thenError(404, "NoSuchKey");
    BlobStoreException failure = Fixtures.failure(() -> bucket.get("key"));
    assertThat(failure).hasMessage("get some-bucket/key: said of NoSuchKey (NO_SUCH_KEY)");
    assertThat(failure.getCause()).hasMessageContaining("R1");
    server.thenError(400, "KeyTooLongError");
    assertThat(Fixtures.failure(() -> bucket.get("key")))
        .hasMessage(
            "get some-bucket/key: said of KeyTooLongError [KeyTooLongError] (INVALID_ARGUMENT)");
  }

  @Test
  void namesTheRegionThatTheBucketIsIn() {
    server.then(
        exchange ->
            exchange.answer(
                301,
                "<Error><Code>PermanentRedirect</Code></Error>",
                "x-amz-bucket-region: ap-south-1"));
    BlobStoreException failure = Fixtures.failure(() -> bucket.get("key"));
    assertThat(failure.code()).isEqualTo(ErrorCode.WRONG_REGION);
    assertThat(failure).hasMessageContaining("ap-south-1").hasMessageContaining("eu-west-1");
    server.thenXml(
        400,
        "<Error><Code>AuthorizationHeaderMalformed</Code><Message>m</Message><Region>ap-south-2</Region></Error>");
    failure = Fixtures.failure(() -> bucket.get("key"));
    assertThat(failure.code()).isEqualTo(ErrorCode.WRONG_REGION);
    assertThat(failure).hasMessageContaining("ap-south-2");
  }
}

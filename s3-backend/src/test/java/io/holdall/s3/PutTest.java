package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentHeaders;
import io.holdall.ContentMd5;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.UserMetadata;
import io.holdall.spi.Digests;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a put sends. */
final class PutTest extends WireTest {
  private static final String TAGGED = "ETag: \"" + Fixtures.ETAG + "\"";
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  private static String header(ChecksumAlgorithm algorithm) {
    return "x-amz-checksum-" + algorithm.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> checksums(WireServer.Request request) {
    Map<String, String> checksums = new java.util.TreeMap<>(request.headers());
    checksums
        .keySet()
        .removeIf(name -> !name.startsWith("x-amz-checksum-") && !name.equals("x-amz-trailer"));
    return checksums;
  }

  @Test
  void sendsEverythingThatIsToBeStored() {
    server.then(200, TAGGED);
    bucket.put(
        "key",
        Body.of("hello"),
        PutOptions.defaults()
            .headers(
                ContentHeaders.none()
                    .contentType("text/plain; x=\"y\"")
                    .contentEncoding("gzip")
                    .contentLanguage("de, en")
                    .contentDisposition("attachment; filename=\"a b\"")
                    .cacheControl("no-cache")
                    .expires("whenever"))
            .metadata(
                UserMetadata.none()
                    .with("Plain", "v  1")
                    .with("beyond", "Ä")
                    .with("word", "=?UTF-8?B?YWJj?="))
            .tag("k 1", "v+2/ä")
            .tag("empty", ""));
    WireServer.Request request = server.only();
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.carries(HELLO)).isTrue();
    assertThat(request.headers())
        .containsEntry("content-type", "text/plain; x=\"y\"")
        .containsEntry("content-encoding", "gzip")
        .containsEntry("content-language", "de, en")
        .containsEntry("content-disposition", "attachment; filename=\"a b\"")
        .containsEntry("cache-control", "no-cache")
        .containsEntry("expires", "whenever")
        .containsEntry("x-amz-meta-plain", "v  1")
        .containsEntry("x-amz-meta-beyond", "=?UTF-8?B?w4Q=?=")
        .containsEntry("x-amz-meta-word", "=?UTF-8?Q?=3D=3FUTF-8=3FB=3FYWJj=3F=3D?=")
        .containsEntry("x-amz-tagging", "empty=&k%201=v%2B2%2F%C3%A4")
        .containsEntry("content-length", "5")
        .doesNotContainKeys("if-match", "if-none-match", "expect");
  }

  @Test
  void namesTheDefaultContentType() {
    server.then(200, TAGGED);
    bucket.put("key", Body.of("hello"));
    assertThat(server.only().header("content-type")).hasValue("binary/octet-stream");
  }

  /** Large bodies wait until the server has asked for them, small ones do not. */
  @Test
  void asksBeforeItSendsLargeBodies() {
    server.then(200, TAGGED).then(200, TAGGED);
    bucket.put("key", Body.of(new byte[1 << 20]));
    assertThat(server.last().header("expect")).hasValue("100-continue");
    bucket.put("key", Body.of(new byte[1 << 19]));
    assertThat(server.last().header("expect")).isEmpty();
  }

  @Test
  void refusesHeadersThatHttpWouldGarble() {
    BlobStoreException failure =
        Fixtures.failure(
            () ->
                bucket.put(
                    "key",
                    Body.of("hello"),
                    PutOptions.defaults()
                        .headers(ContentHeaders.none().contentDisposition("filename=ü"))));
    assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED);
    assertThat(failure).hasMessageContaining("NON_ASCII_HEADERS");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void sendsConditions() {
    server.then(200, TAGGED).then(200, TAGGED);
    bucket.put("key", Body.of("hello"), PutOptions.defaults().ifAbsent());
    assertThat(server.last().header("if-none-match")).hasValue("*");
    bucket.put("key", Body.of("hello"), PutOptions.defaults().ifMatch(ETag.of("\"abc\"")));
    assertThat(server.last().header("if-match")).hasValue("abc");
  }

  // ---- checksums

  @Test
  void sendsTheDefaultChecksumBeforeTheBytes() {
    server.then(
        200,
        TAGGED,
        "x-amz-checksum-crc64nvme: " + crc64(HELLO),
        "x-amz-checksum-type: FULL_OBJECT");
    PutResult result = bucket.put("key", Body.of("hello"));
    assertThat(checksums(server.only()))
        .containsExactly(Map.entry("x-amz-checksum-crc64nvme", crc64(HELLO)));
    assertThat(result.checksum())
        .hasValue(Checksum.parse(ChecksumAlgorithm.CRC64NVME, crc64(HELLO)));
    assertThat(result.etag()).isEqualTo(ETag.of(Fixtures.ETAG));
  }

  private static String crc64(byte[] bytes) {
    return Digests.of(ChecksumAlgorithm.CRC64NVME, bytes).value();
  }

  @ParameterizedTest
  @EnumSource(ChecksumAlgorithm.class)
  void sendsTheChosenChecksum(ChecksumAlgorithm algorithm) {
    byte[] large = Fixtures.bytes(100_000);
    server.then(200, TAGGED).then(200, TAGGED);
    PutOptions options = PutOptions.defaults().checksum(algorithm);
    bucket.put("key", Body.of("hello"), options);
    assertThat(checksums(server.last()))
        .containsExactly(Map.entry(header(algorithm), Digests.of(algorithm, HELLO).value()));
    bucket.put("key", Body.of(large), options);
    assertThat(checksums(server.last()))
        .containsExactly(Map.entry(header(algorithm), Digests.of(algorithm, large).value()));
  }

  @ParameterizedTest
  @EnumSource(ChecksumAlgorithm.class)
  void sendsTheDeclaredChecksumForTheServerToCompare(ChecksumAlgorithm algorithm) {
    Checksum wrong = Digests.of(algorithm, "other".getBytes(StandardCharsets.UTF_8));
    server.thenError(400, "BadDigest");
    BlobStoreException failure =
        Fixtures.failure(() -> bucket.put("key", Body.of("hello").expecting(wrong)));
    assertThat(failure.code()).isEqualTo(ErrorCode.BAD_DIGEST);
    assertThat(checksums(server.only()))
        .containsExactly(Map.entry(header(algorithm), wrong.value()));
  }

  /** S3 takes one checksum a request (CHK-04). */
  @Test
  void comparesADeclaredChecksumItselfWhereAnotherIsChosen() {
    Body wrong =
        Body.of("hello")
            .expecting(Digests.of(ChecksumAlgorithm.SHA1, "x".getBytes(StandardCharsets.UTF_8)));
    PutOptions options = PutOptions.defaults().checksum(ChecksumAlgorithm.SHA256);
    BlobStoreException failure = Fixtures.failure(() -> bucket.put("key", wrong, options));
    assertThat(failure.code()).isEqualTo(ErrorCode.BAD_DIGEST);
    assertThat(server.requests()).isEmpty();
    server.then(200, TAGGED);
    bucket.put(
        "key", Body.of("hello").expecting(Digests.of(ChecksumAlgorithm.SHA1, HELLO)), options);
    assertThat(checksums(server.only())).containsOnlyKeys("x-amz-checksum-sha256");
  }

  @Test
  void sendsTheDeclaredMd5() throws Exception {
    byte[] md5 = java.security.MessageDigest.getInstance("MD5").digest(HELLO);
    server.then(200, TAGGED);
    bucket.put("key", Body.of("hello").expecting(ContentMd5.of(md5)));
    assertThat(server.only().header("content-md5")).hasValue("XUFAKrxLKna5cZ2REBfFkg==");
  }

  @Test
  void aLargeStreamTravelsInChunksWithItsChecksumBehind() {
    PutOptions inOnePiece =
        PutOptions.defaults()
            .checksum(ChecksumAlgorithm.SHA256)
            .transfer(PutOptions.defaults().transfer().threshold(1L << 30));
    server.then(200, TAGGED);
    bucket.put("key", Fixtures.once(Fixtures.bytes(17 << 20)), inOnePiece);
    assertThat(server.only().header("x-amz-trailer")).hasValue("x-amz-checksum-sha256");
  }

  /** Of what comes without a checksum S3 computes CRC64NVME by itself (CHK-09). */
  @Test
  void aLargeStreamLeavesTheDefaultChecksumToTheServer() {
    PutOptions inOnePiece =
        PutOptions.defaults().transfer(PutOptions.defaults().transfer().threshold(1L << 30));
    server.then(200, TAGGED);
    byte[] bytes = Fixtures.bytes(17 << 20);
    bucket.put("key", Fixtures.once(bytes), inOnePiece);
    assertThat(checksums(server.only())).isEmpty();
    assertThat(server.only().carries(bytes)).isTrue();
  }

  @Test
  void sendsNoChecksumThatNobodyAskedForWhereItIsNotWanted() {
    try (BlobStore modest = server.store().checksums(ChecksumMode.WHEN_REQUIRED).open()) {
      server.then(200, TAGGED).then(200, TAGGED);
      modest.bucket(Fixtures.BUCKET).put("key", Body.of("hello"));
      assertThat(checksums(server.last())).isEmpty();
      assertThat(server.last().headers().keySet()).noneMatch(name -> name.contains("checksum"));
      modest
          .bucket(Fixtures.BUCKET)
          .put("key", Body.of("hello"), PutOptions.defaults().checksum(ChecksumAlgorithm.SHA1));
      assertThat(checksums(server.last())).containsOnlyKeys("x-amz-checksum-sha1");
    }
  }

  @Test
  void aServerWithoutCrc64GetsCrc32() {
    try (BlobStore older = server.store().without(Set.of(Feature.CHECKSUM_CRC64NVME)).open()) {
      server.then(200, TAGGED);
      older.bucket(Fixtures.BUCKET).put("key", Body.of("hello"));
      assertThat(checksums(server.last())).containsOnlyKeys("x-amz-checksum-crc32");
    }
  }

  @Test
  void aServerWithoutChecksumsIsNotAskedForThem() {
    Set<Feature> without = EnumSet.noneOf(Feature.class);
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      without.add(algorithm.feature());
    }
    try (BlobStore bare =
        server.store().checksums(ChecksumMode.WHEN_REQUIRED).without(without).open()) {
      server.then(200, TAGGED);
      bare.bucket(Fixtures.BUCKET).put("key", Body.of("hello"));
      server.thenBlob("hello");
      bare.bucket(Fixtures.BUCKET).getBytes("key");
      assertThat(server.requests())
          .allSatisfy(
              request ->
                  assertThat(request.headers().keySet())
                      .noneMatch(name -> name.contains("checksum")));
    }
  }

  /** S3 is told of the checksum that it is to keep; the declared one is compared here. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000})
  void comparesADeclaredChecksumOfAnotherAlgorithm(int size) {
    server.then(200, TAGGED);
    Body wrong =
        Body.of(Fixtures.bytes(size))
            .expecting(Digests.of(ChecksumAlgorithm.SHA1, Fixtures.bytes(size + 1)));
    BlobStoreException failure =
        Fixtures.failure(
            () ->
                bucket.put("key", wrong, PutOptions.defaults().checksum(ChecksumAlgorithm.CRC32C)));
    assertThat(failure.code()).isEqualTo(ErrorCode.BAD_DIGEST);
    assertThat(server.requests()).isEmpty();
  }
}

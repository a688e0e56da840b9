package io.holdall.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Blob;
import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentHeaders;
import io.holdall.CopyOptions;
import io.holdall.GetOptions;
import io.holdall.Limits;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.Tags;
import io.holdall.UploadedPart;
import io.holdall.UserMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LocalStoreTest {
  private static final Limits SMALL_PARTS = new Limits(1 << 30, 1 << 30, 1, 10_000);

  @TempDir Path temporary;

  /** Different bytes for each length. */
  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static LocalStore.Builder builder(Path root) {
    return LocalStore.builder(root)
        .limits(SMALL_PARTS)
        .clock(Clock.fixed(Instant.parse("2024-05-06T07:08:09.999Z"), ZoneOffset.UTC));
  }

  /** How many bodies lie in files of their own. */
  static long bodyFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("bodies"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static void fill(BlobStore store) {
    store.createBucket("empty");
    Bucket photos = store.createBucket("photos");
    photos.put("a", Body.of("small"));
    photos.put("a/b", Body.of(bytes(300_000)));
    photos.put("none", Body.of(""));
    photos.put("..", Body.of("dots"));
    photos.put("A", Body.of("capital"));
    photos.put("\uD83D\uDE00/\uFF61", Body.of("far planes"));
    photos.put("k".repeat(1024), Body.of("long"));
    ContentHeaders headers =
        ContentHeaders.none()
            .contentType("image/png")
            .contentEncoding("gzip")
            .contentLanguage("de")
            .contentDisposition("attachment")
            .cacheControl("no-store")
            .expires("Thu, 01 Dec 2033 16:00:00 GMT");
    photos.put(
        "described",
        Body.of("described"),
        PutOptions.defaults()
            .headers(headers)
            .metadata("camera", "Leica \u00FC")
            .tag("year", "2024")
            .checksum(ChecksumAlgorithm.SHA256));
    photos.setTags("a", Tags.none().with("x", "1").with("y", ""));
    photos.put("gone", Body.of(bytes(100_000)));
    photos.delete("gone");
    photos.put("replaced", Body.of("old"));
    photos.put("replaced", Body.of("new"));
    photos.copy("a/b", "copied");
    photos.copy("a", "copied small");
    photos.copy(
        photos.ref("replaced"),
        "copied and described",
        CopyOptions.defaults().replacing(headers, UserMetadata.none().with("n", "v")));
    upload(photos);
    store.createBucket("short-lived");
    store.deleteBucket("short-lived");
  }

  private static void upload(Bucket bucket) {
    MultipartUpload complete = bucket.startUpload("from parts");
    List<UploadedPart> parts =
        List.of(
            complete.uploadPart(1, Body.of(bytes(200_000))),
            complete.uploadPart(4, Body.of("second")),
            complete.uploadPart(5, Body.of(bytes(90_000))));
    complete.uploadPart(9, Body.of("never listed"));
    complete.complete(parts);
    bucket.copy("from parts", "copied parts");
    MultipartUpload open =
        bucket.startUpload(
            "open", PutOptions.defaults().metadata("m", "v").checksum(ChecksumAlgorithm.CRC32C));
    open.uploadPart(1, Body.of("replaced"));
    open.uploadPart(1, Body.of(bytes(70_000)));
    open.uploadPart(3, Body.of("small"));
    bucket.startUpload("open").uploadPart(1, Body.of("another"));
    bucket.startUpload("aborted").abort();
  }

  @ParameterizedTest
  @EnumSource
  void everythingIsThereAfterOpeningAgain(Disk disk) throws IOException {
    Path root = disk.root(temporary);
    Contents before;
    try (BlobStore store = builder(root).open()) {
      fill(store);
      before = Contents.of(store);
      assertThat(before.buckets()).hasSize(2);
    }
    long files = bodyFiles(root);
    for (int i = 0; i < 2; i++) {
      try (BlobStore store = builder(root).open()) {
        assertThat(Contents.of(store)).isEqualTo(before);
      }
      assertThat(bodyFiles(root)).isEqualTo(files);
    }
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void everythingIsThereAfterOpeningWithManySmallSegments(Durability durability)
      throws IOException {
    Path root = Disk.UNIX.root(temporary);
    LocalStore.Builder builder =
        builder(root)
            .segmentSize(1000)
            .inlineLimit(200)
            .durability(durability)
            .background(new Steps());
    Contents before;
    try (BlobStore store = builder.open()) {
      fill(store);
      before = Contents.of(store);
    }
    assertThat(Listing.names(root.resolve("log"))).hasSizeGreaterThan(5);
    try (BlobStore store = builder.inlineLimit(1 << 20).open()) {
      assertThat(Contents.of(store)).isEqualTo(before);
    }
  }

  @Test
  void anUploadGoesOnAfterOpeningAgain() throws IOException {
    Path root = Disk.UNIX.root(temporary);
    String id;
    UploadedPart first;
    try (BlobStore store = builder(root).open()) {
      MultipartUpload upload = store.createBucket("photos").startUpload("a");
      id = upload.id();
      first = upload.uploadPart(1, Body.of(bytes(100_000)));
    }
    try (BlobStore store = builder(root).open()) {
      Bucket bucket = store.bucket("photos");
      MultipartUpload upload = bucket.upload("a", id);
      upload.complete(List.of(first, upload.uploadPart(2, Body.of("end"))));
      assertThat(bucket.getBytes("a"))
          .hasSize(100_003)
          .startsWith(bytes(100_000))
          .endsWith("end".getBytes(UTF_8));
      assertThat(bucket.listUploads("")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "64, 64", "64, 65", "65536, 65536", "65536, 65537"})
  void bodiesUpToTheLimitAreInTheLogAndOthersInFiles(int limit, int length) throws IOException {
    Path root = Disk.UNIX.root(temporary);
    try (BlobStore store = builder(root).inlineLimit(limit).open()) {
      store.createBucket("photos").put("a", Body.of(bytes(length)));
      assertThat(bodyFiles(root)).isEqualTo(length > limit ? 1 : 0);
      assertThat(store.bucket("photos").getBytes("a")).isEqualTo(bytes(length));
    }
    try (BlobStore store = builder(root).inlineLimit(limit).open()) {
      assertThat(store.bucket("photos").getBytes("a")).isEqualTo(bytes(length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rangesOfBodiesOfAnySizeAreRead(Disk disk) throws IOException {
    try (BlobStore store = builder(disk.root(temporary)).inlineLimit(1000).open()) {
      Bucket bucket = store.createBucket("photos");
      for (int length : new int[] {1, 1000, 65_536, 200_000}) {
        bucket.put("a", Body.of(bytes(length)));
        int[] edges = {0, 1, length / 2, 65_535, 65_536, 65_537, 131_072, length - 1};
        for (int first : edges) {
          for (int last : edges) {
            if (first <= last && last < length) {
              try (Blob blob =
                  bucket.get("a", GetOptions.defaults().range(ByteRange.between(first, last)))) {
                assertThat(blob.bytes())
                    .isEqualTo(Arrays.copyOfRange(bytes(length), first, last + 1));
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsReplacedOrDeletedGivesItsFileBack(Disk disk) throws IOException {
    Path root = disk.root(temporary);
    try (BlobStore store = builder(root).open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of(bytes(100_000)));
      bucket.put("a", Body.of(bytes(100_001)));
      assertThat(bodyFiles(root)).isEqualTo(1);
      bucket.copy("a", "b");
      assertThat(bodyFiles(root)).isEqualTo(1);
      bucket.delete("a");
      assertThat(bodyFiles(root)).isEqualTo(1);
      assertThat(bucket.getBytes("b")).isEqualTo(bytes(100_001));
      bucket.put("b", Body.of("small"));
      assertThat(bodyFiles(root)).isZero();
      MultipartUpload upload = bucket.startUpload("c");
      upload.uploadPart(1, Body.of(bytes(100_000)));
      upload.uploadPart(1, Body.of(bytes(100_000)));
      upload.uploadPart(2, Body.of(bytes(100_000)));
      assertThat(bodyFiles(root)).isEqualTo(2);
      upload.abort();
      assertThat(bodyFiles(root)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCopyKeepsTheBytesOfADeletedSourceAfterOpeningAgain(Disk disk) throws IOException {
    Path root = disk.root(temporary);
    try (BlobStore store = builder(root).open()) {
      Bucket bucket = store.createBucket("photos");
      for (int length : new int[] {10, 100_000}) {
        bucket.put("a", Body.of(bytes(length)));
        bucket.copy("a", "copy of " + length);
        bucket.delete("a");
      }
    }
    try (BlobStore store = builder(root).open()) {
      Bucket bucket = store.bucket("photos");
      assertThat(bucket.getBytes("copy of 10")).isEqualTo(bytes(10));
      assertThat(bucket.getBytes("copy of 100000")).isEqualTo(bytes(100_000));
      bucket.delete("copy of 100000");
      assertThat(bodyFiles(root)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReaderKeepsItsVersionToTheEnd(Disk disk) throws IOException {
    Path root = disk.root(temporary);
    try (BlobStore store = builder(root).open()) {
      Bucket bucket = store.createBucket("photos");
      for (int length : new int[] {1000, 300_000}) {
        byte[] old = bytes(length);
        bucket.put("a", Body.of(old));
        try (Blob blob = bucket.get("a");
            InputStream in = blob.stream()) {
          assertThat(in.readNBytes(500)).isEqualTo(Arrays.copyOf(old, 500));
          bucket.put("a", Body.of(bytes(100_001)));
          bucket.delete("a");
          assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(old, 500, length));
        }
        assertThat(bodyFiles(root)).isZero();
      }
    }
  }

  @Test
  void aBodyThatFailsHalfwayLeavesNothing() throws IOException {
    Path root = Disk.UNIX.root(temporary);
    try (BlobStore store = builder(root).open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of("old"));
      long log = Files.size(root.resolve("log/0000000001.seg"));
      for (int length : new int[] {100, 300_000}) {
        Body cutOff = Body.of(() -> new java.io.ByteArrayInputStream(bytes(length)), length + 1);
        assertThatThrownBy(() -> bucket.put("a", cutOff)).hasMessageContaining("INCOMPLETE_BODY");
        assertThat(bodyFiles(root)).isZero();
      }
      assertThat(Files.size(root.resolve("log/0000000001.seg"))).isEqualTo(log);
      assertThat(bucket.getString("a")).isEqualTo("old");
    }
  }

  @Test
  void filesThatNoRecordNamesAreRemovedWhenTheStoreIsOpened() throws IOException {
    Path root = Disk.UNIX.root(temporary);
    try (BlobStore store = builder(root).open()) {
      store.createBucket("photos").put("a", Body.of(bytes(100_000)));
    }
    Path orphan = root.resolve("bodies/3f/3f000000000000000000000000000001");
    Files.createDirectories(orphan.getParent());
    Files.write(orphan, bytes(1000));
    try (BlobStore store = builder(root).open()) {
      assertThat(orphan).doesNotExist();
      assertThat(bodyFiles(root)).isEqualTo(1);
      assertThat(store.bucket("photos").getBytes("a")).isEqualTo(bytes(100_000));
    }
  }

  @Test
  void closingAgainDoesNothingAndSetsTheRootFree() throws IOException {
    Path root = Disk.REAL.root(temporary);
    BlobStore first = builder(root).open();
    first.close();
    first.close();
    builder(root).open().close();
  }

  @Test
  void timesAreWholeSecondsOfTheClock() throws IOException {
    try (BlobStore store = builder(Disk.UNIX.root(temporary)).open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a", Body.of("1"));
      assertThat(bucket.head("a").lastModified()).isEqualTo("2024-05-06T07:08:09Z");
    }
  }

  @Test
  void presignedUrlsAreServedAndOutliveTheStoreIfTheyAreToldWhere() throws Exception {
    Path root = Disk.UNIX.root(temporary);
    HttpClient client = HttpClient.newHttpClient();
    // On Linux a socket that is bound and never listens keeps the port from other processes, yet
    // not from a server.
    try (Socket held = new Socket()) {
      held.setReuseAddress(true);
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      LocalStore.Builder builder =
          LocalStore.builder(root)
              .presignAddress(new InetSocketAddress(held.getLocalAddress(), held.getLocalPort()))
              .presignCredentials("AKEXAMPLE", "secret");
      HttpRequest get;
      try (BlobStore store = builder.open()) {
        Bucket bucket = store.createBucket("photos");
        bucket.put("a b", Body.of("hello"));
        get = HttpRequest.newBuilder(bucket.presignGet("a b", Duration.ofHours(1)).url()).build();
        assertThat(client.send(get, BodyHandlers.ofString()).body()).isEqualTo("hello");
      }
      assertThatThrownBy(() -> client.send(get, BodyHandlers.ofString()))
          .isInstanceOf(ConnectException.class);
      try (BlobStore store = builder.open()) {
        assertThat(store.bucket("photos").presignGet("other", Duration.ofHours(1)).url())
            .hasPath("/photos/other");
        assertThat(client.send(get, BodyHandlers.ofString()).body()).isEqualTo("hello");
      }
    }
  }

  @Test
  void presignedUrlsBeginAsTheyAreToldTo() throws Exception {
    LocalStore.Builder builder =
        LocalStore.builder(Disk.UNIX.root(temporary))
            .presignAddress(
                new InetSocketAddress("0.0.0.0", 0), URI.create("https://files.example"));
    try (BlobStore store = builder.open()) {
      Bucket bucket = store.createBucket("photos");
      assertThat(bucket.presignGet("a b", Duration.ofHours(1)).url().toString())
          .startsWith("https://files.example/photos/a%20b?");
    }
  }
}

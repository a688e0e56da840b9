package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.PutOptions;
import io.holdall.UploadInfo;
import io.holdall.endpoint.S3Endpoint;
import io.holdall.endpoint.http.S3Handler;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.server.EndpointServer;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.memory.MemoryStore;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import io.holdall.tck.TckTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a run on a shared bucket, killed at any moment, can be cleaned up after. */
class TckKillTest {
  private static final Credentials CREDENTIALS = new Credentials("some-key", "some-secret");
  private static final int KILLS = 4;

  @TempDir private Path directory;

  private final BlobStore store = MemoryStore.builder().open();
  private final Bucket bucket = store.createBucket("shared-bucket");

  @AfterEach
  void close() {
    store.close();
  }

  private record Kept(BlobAttributes attributes, List<Byte> bytes, String tags) {}

  private record Snapshot(SortedMap<String, Kept> blobs, List<UploadInfo> uploads) {}

  /** When a run is killed: at a request, which the server takes up, but answers only afterwards. */
  private interface Moment {
    boolean hasCome(S3Request request, int served);
  }

  @Test
  void theBucketIsAsItWasByteForByte() throws IOException, InterruptedException {
    fill();
    Snapshot before = snapshot();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int share = (requestsOfARun() - 100) / KILLS;
    int leftBehind = 0;
    int furthest = 0;
    for (int i = 0; i < KILLS; i++) {
      int last = 20 + i * share + random.nextInt(share);
      furthest = Math.max(furthest, killAt("out-" + i, (request, served) -> served == last));
      leftBehind += snapshot().equals(before) ? 0 : 1;
      cleanUp();
      assertThat(snapshot()).as("seed %d, kill %d", seed, i).isEqualTo(before);
    }
    assertThat(leftBehind).as("kills that left something behind, seed %d", seed).isPositive();
    assertThat(furthest).as("the rules that were done at the last kill").isGreaterThan(100);
  }

  @Test
  void uploadsThatWereUnderWayAreAborted() throws IOException, InterruptedException {
    fill();
    Snapshot before = snapshot();
    int part = 1 + new Random().nextInt(20);
    AtomicInteger parts = new AtomicInteger();
    killAt(
        "out",
        (request, served) ->
            request.query().value("partNumber").isPresent()
                && request.method().equals("PUT")
                && parts.incrementAndGet() == part);
    assertThat(bucket.listUploads("").count()).as("uploads").isGreaterThan(1);
    cleanUp();
    assertThat(snapshot()).as("at part %d", part).isEqualTo(before);
  }

  private static int requestsOfARun() {
    TckReport report =
        TckRunner.of(
                () -> {
                  TckTarget target = TckTarget.open("memory:");
                  return target.in(target.store().createBucket("some-bucket"));
                })
            .tries(1)
            .run();
    return Math.toIntExact(report.requests());
  }

  /** What others have in the bucket, some of it named almost as the kit names things. */
  private void fill() {
    Random random = new Random(1);
    for (String key :
        List.of(
            "a",
            "scratch",
            "scratch/",
            "scratch/mine",
            "scratch/holdall-tck-",
            "scratch/holdall-tck-notes/1/key",
            "scratch/holdall-tck-20200101-0000-abcdefgh",
            "scratch/holdall-tck-20200101-0000-abcdefgh/results.txt",
            "scratch/holdall-tck-20200101-0000-abcdefgh/2026-summary.json",
            "scratch/holdall-tck-20200101-0000-abcdefgh-1-report.html",
            "holdall-tck-20200101-0000-abcdefgh/1/key",
            "scratch0",
            "z\u00E9\uD83D\uDE00")) {
      byte[] content = new byte[random.nextInt(5000)];
      random.nextBytes(content);
      bucket.put(
          key,
          Body.of(content),
          PutOptions.defaults().contentType("text/x").metadata("owner", "us").tag("t", "v"));
    }
    bucket.startUpload("scratch/upload").uploadPart(1, Body.of("part"));
  }

  private Snapshot snapshot() {
    SortedMap<String, Kept> blobs = new TreeMap<>();
    for (BlobInfo info : bucket.list()) {
      try (Blob blob = bucket.get(info.key())) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : blob.bytes()) {
          bytes.add(b);
        }
        blobs.put(
            info.key(),
            new Kept(blob.attributes(), bytes, bucket.tags(info.key()).asMap().toString()));
      }
    }
    return new Snapshot(blobs, bucket.listUploads("").toList());
  }

  /**
   * @return how many rules were done
   */
  private int killAt(String name, Moment moment) throws IOException, InterruptedException {
    AtomicInteger served = new AtomicInteger();
    CountDownLatch come = new CountDownLatch(1);
    CountDownLatch dead = new CountDownLatch(1);
    Path output = directory.resolve(name);
    S3Handler endpoint = endpoint();
    S3Handler counting =
        request -> {
          if (moment.hasCome(request, served.incrementAndGet())) {
            come.countDown();
            await(dead);
          }
          return endpoint.handle(request);
        };
    // Closing the server waits for what it is still doing.
    try (EndpointServer server = EndpointServer.start(loopback(), counting)) {
      Process process = start(output, url(server));
      try {
        while (!come.await(100, TimeUnit.MILLISECONDS)) {
          assertThat(process.isAlive())
              .as(() -> "the kit said: " + contentOf(output.toFile()))
              .isTrue();
        }
      } finally {
        process.destroyForcibly();
        process.waitFor();
        dead.countDown();
      }
    }
    return (int)
        contentOf(output.toFile()).lines().filter(it -> it.matches("\\d+/\\d+ .*")).count();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Process start(Path output, String url) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Daws.accessKeyId=" + CREDENTIALS.accessKeyId(),
            "-Daws.secretAccessKey=" + CREDENTIALS.secretAccessKey(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "tck",
            url,
            "--tries",
            "1")
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private void cleanUp() throws IOException {
    try (EndpointServer server = EndpointServer.start(loopback(), endpoint())) {
      System.setProperty("aws.accessKeyId", CREDENTIALS.accessKeyId());
      System.setProperty("aws.secretAccessKey", CREDENTIALS.secretAccessKey());
      Shell.Done ran = Shell.run("tck-clean", url(server), "--older-than", "0s");
      assertThat(ran.status()).as(ran.err()).isZero();
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  private S3Endpoint endpoint() {
    return S3Endpoint.over(store).credentials(CREDENTIALS).region("us-east-1").build();
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static String url(EndpointServer server) {
    return "s3://shared-bucket/scratch/?region=us-east-1&pathStyle=true&endpoint=http://127.0.0.1:"
        + server.address().getPort();
  }
}

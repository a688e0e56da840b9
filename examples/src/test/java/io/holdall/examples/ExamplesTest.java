package io.holdall.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.endpoint.S3Endpoint;
import io.holdall.endpoint.server.EndpointServer;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.memory.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
  @TempDir Path directory;

  @Test
  void seedWorkflowInMemory() throws Exception {
    assertWorkflow("memory:");
  }

  @Test
  void seedWorkflowOnDisk() throws Exception {
    String url = "file:" + directory.resolve("blobs");
    assertWorkflow(url);
    assertWorkflow(url); // the bucket is there by then
  }

  @Test
  void seedWorkflowOnS3() throws Exception {
    try (S3Server server = new S3Server("us-east-1")) {
      String url = "s3:?region=us-east-1&pathStyle=true&endpoint=" + server.uri();
      assertWorkflow(url);
      assertWorkflow(url);
    }
  }

  private void assertWorkflow(String url) throws Exception {
    Path model = Files.writeString(directory.resolve("model.pkl"), "weights");
    Path download = directory.resolve("downloads/model.pkl");
    Files.deleteIfExists(download);
    PrintStream before = System.out;
    Console console = new Console();
    System.setOut(console);
    try {
      SeedWorkflow.run(url, model, download);
    } finally {
      System.setOut(before);
    }
    assertThat(download).hasContent("weights");
    assertThat(console.lines)
        .satisfiesExactly(
            blob -> assertThat(blob).isEqualTo("experiments/run-001/model.pkl 7"),
            link -> assertThat(link).containsPattern("^http://127.0.0.1:.* works until 20.*Z$"));
    assertThat(console.fetched).containsExactly("weights");
  }

  /** Follows each link that it is shown, at once: on some stores it ends with the program. */
  private static final class Console extends PrintStream {
    final List<String> lines = new ArrayList<>();
    final List<String> fetched = new ArrayList<>();

    Console() {
      super(OutputStream.nullOutputStream(), true, UTF_8);
    }

    @Override
    public void println(String line) {
      lines.add(line);
      if (line.startsWith("http")) {
        fetched.add(fetch(line.substring(0, line.indexOf(' '))));
      }
    }

    private static String fetch(String url) {
      try (InputStream answer = URI.create(url).toURL().openStream()) {
        return new String(answer.readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void waysToOpenAStore() throws Exception {
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    try (BlobStore store = Opening.byUrl("memory:")) {
      assertThat(store.listBuckets()).isEmpty();
    }
    try (BlobStore store = Opening.inMemory(clock)) {
      store.createBucket("my-bucket").put("key", Body.empty());
      assertThat(store.bucket("my-bucket").head("key").lastModified()).isEqualTo(clock.instant());
    }
    try (BlobStore store = Opening.onDisk(directory.resolve("store"))) {
      store.createBucket("my-bucket").put("key", Body.of("kept"));
    }
    try (BlobStore store = Opening.onDisk(directory.resolve("store"))) {
      assertThat(store.bucket("my-bucket").getString("key")).isEqualTo("kept");
    }
    try (S3Server server = new S3Server("eu-west-1");
        BlobStore store = Opening.onS3(server.uri())) {
      store.createBucket("my-bucket").put("key", Body.of("sent"));
      assertThat(server.store.bucket("my-bucket").getString("key")).isEqualTo("sent");
    }
  }

  /** Something that speaks S3, and credentials for it where the AWS SDK looks for them. */
  private static final class S3Server implements AutoCloseable {
    private static final String ID = "aws.accessKeyId";
    private static final String SECRET = "aws.secretAccessKey";

    final BlobStore store = MemoryStore.builder().open();
    private final EndpointServer server;

    S3Server(String region) throws IOException {
      server =
          EndpointServer.start(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              S3Endpoint.over(store)
                  .credentials(new Credentials("me", "secret"))
                  .region(region)
                  .build());
      System.setProperty(ID, "me");
      System.setProperty(SECRET, "secret");
    }

    URI uri() {
      return server.uri();
    }

    @Override
    public void close() {
      System.clearProperty(ID);
      System.clearProperty(SECRET);
      server.close();
      store.close();
    }
  }

  @Test
  void everyday() throws Exception {
    try (BlobStore store = MemoryStore.builder().open()) {
      Bucket bucket = store.createBucket("my-bucket");
      Everyday.writeAStream(bucket, List.of("a", "b"));
      assertThat(bucket.getString("reports/today.csv")).isEqualTo("a\nb\n");

      bucket.put("greeting.txt", Body.of("The middle"));
      assertThat(Everyday.readTheMiddle(bucket)).isEqualTo("midd".getBytes(UTF_8));

      bucket.put("reports/2026/january.csv", Body.empty());
      assertThat(Everyday.folders(bucket)).containsExactly("reports/2026/");
    }
  }

  @Test
  void incrementsAreNeverLost() throws Exception {
    try (BlobStore store = MemoryStore.builder().open()) {
      Bucket bucket = store.createBucket("my-bucket");
      bucket.put("counter", Body.of("0"));
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          running.add(threads.submit(() -> Everyday.increment(bucket)));
        }
        for (Future<?> one : running) {
          one.get();
        }
      } finally {
        threads.shutdownNow();
      }
      assertThat(bucket.getString("counter")).isEqualTo("100");
    }
  }
}

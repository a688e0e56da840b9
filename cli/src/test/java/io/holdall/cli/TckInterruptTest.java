package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.Bucket;
import io.holdall.endpoint.S3Endpoint;
import io.holdall.endpoint.http.S3Handler;
import io.holdall.endpoint.server.EndpointServer;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.memory.MemoryStore;
import io.holdall.tck.report.JsonReport;
import io.holdall.tck.report.ReportedRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, on a run that would go on for hours. */
class TckInterruptTest {
  @TempDir private Path directory;

  @Test
  void cleansUpAndStillReports() throws IOException, InterruptedException {
    String bucket = "file:" + directory.resolve("store") + "?durability=relaxed#some-bucket";
    assertThat(Shell.run("mb", bucket).status()).isZero();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "tck",
                bucket,
                "--only",
                "PUT-07,HIST-01",
                "--tries",
                "1000000",
                "--report",
                directory.toString())
            .redirectOutput(directory.resolve("out").toFile())
            .start();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      while (!err.readLine().contains("PASSED PUT-07")) {
        // A null, where the process has ended too soon, fails the test.
      }
      interrupt(process);
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(directory.resolve("out")).content().contains("stopped after 1 of 2 rules");
    ReportedRun run = JsonReport.read(Files.readString(directory.resolve("report.json"))).get(0);
    assertThat(run.ending().complete()).isFalse();
    assertThat(run.ending().leftBehind()).isEmpty();
    assertThat(run.rules()).singleElement().matches(rule -> rule.id().equals("PUT-07"));
    assertThat(Shell.run("ls", bucket).out()).isEmpty();
  }

  /** The server has taken a request up, and answers it only then. */
  @Test
  void cleansUpAndReportsAlsoWhileARequestIsUnderWay() throws IOException, InterruptedException {
    BlobStore store = MemoryStore.builder().open();
    Bucket bucket = store.createBucket("some-bucket");
    S3Handler endpoint =
        S3Endpoint.over(store)
            .credentials(new Credentials("some-key", "some-secret"))
            .region("us-east-1")
            .build();
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger reads = new AtomicInteger();
    S3Handler hanging =
        request -> {
          if (request.method().equals("GET")
              && request.path().endsWith("/key")
              && reads.incrementAndGet() == 5) {
            hangs.countDown();
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return endpoint.handle(request);
        };
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (EndpointServer server = EndpointServer.start(loopback, hanging)) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Daws.accessKeyId=some-key",
                  "-Daws.secretAccessKey=some-secret",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "tck",
                  "s3://some-bucket?region=us-east-1&pathStyle=true&endpoint=http://127.0.0.1:"
                      + server.address().getPort(),
                  "--only",
                  "PUT-01",
                  "--report",
                  directory.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("out").toFile())
              .start();
      try {
        assertThat(hangs.await(5, TimeUnit.MINUTES)).isTrue();
        interrupt(process);
        over.countDown();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      } finally {
        over.countDown();
        process.destroyForcibly();
      }
    }
    assertThat(directory.resolve("out")).content().contains("stopped after 0 of 1 rules");
    ReportedRun run = JsonReport.read(Files.readString(directory.resolve("report.json"))).get(0);
    assertThat(run.ending().complete()).isFalse();
    assertThat(run.ending().leftBehind()).isEmpty();
    assertThat(bucket.list().stream()).isEmpty();
    store.close();
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal(), String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /**
   * What Ctrl-C sends; or, where the build was started in the background of a shell, and so all its
   * children ignore that, the other signal that asks a process to end.
   */
  private static String signal() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("SigIgn:")) {
          boolean ignored = (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0;
          return ignored ? "TERM" : "INT";
        }
      }
    }
    return "INT";
  }
}

package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.Bucket;
import io.holdall.UploadListOptions;
import io.holdall.endpoint.S3Endpoint;
import io.holdall.endpoint.server.EndpointServer;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.memory.MemoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that is asked to end does so in order. */
class InterruptTest {
  private static final int MIB = 1 << 20;

  @TempDir Path temporary;

  @Test
  void serveEndsAndLeavesTheRootToOthers() throws Exception {
    String store = "file:" + temporary.resolve("store");
    Process serving = Shell.start(List.of(), "serve", store, "--port", "0");
    try {
      String first =
          new BufferedReader(
                  new InputStreamReader(serving.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      assertThat(first).startsWith("serving " + store + " at http://127.0.0.1:");
      assertThat(Shell.run("ls", store).err())
          .contains("is in use by process " + serving.pid())
          .contains("(STORE_IN_USE)");

      serving.destroy();
      assertThat(serving.waitFor()).isEqualTo(128 + 15);
    } finally {
      serving.destroyForcibly();
    }
    assertThat(Shell.run("ls", store)).isEqualTo(new Shell.Done(0, "", ""));
  }

  @Test
  void presignServesUntilItIsEnded() throws Exception {
    String bucket = "file:" + temporary.resolve("store") + "#my-bucket";
    assertThat(Shell.run("mb", bucket).status()).isZero();
    Process serving = Shell.start(List.of(), "presign", bucket + "/key", "--method", "PUT");
    try {
      BufferedReader told =
          new BufferedReader(
              new InputStreamReader(serving.getErrorStream(), StandardCharsets.UTF_8));
      while (!"serving until then; Ctrl-C ends it earlier".equals(told.readLine())) {
        assertThat(serving.isAlive()).isTrue();
      }
      // Through its handle: Process.destroy would also close the pipes.
      serving.toHandle().destroy();
      assertThat(told.readLine()).isNull();
      assertThat(serving.waitFor()).isEqualTo(128 + 15);
    } finally {
      serving.destroyForcibly();
    }
    assertThat(Shell.run("ls", bucket)).isEqualTo(new Shell.Done(0, "", ""));
  }

  @Test
  void serveTellsWhereClientsFindIt() throws Exception {
    Process serving =
        Shell.start(
            List.of(), "serve", "memory:", "--port", "0", "--public-url", "https://files.example/");
    try {
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(serving.getInputStream(), StandardCharsets.UTF_8));
      assertThat(out.readLine()).isEqualTo("serving memory: at https://files.example");
      assertThat(out.readLine()).startsWith("behind     http://127.0.0.1:");
    } finally {
      serving.destroyForcibly();
    }
  }

  @Test
  void anUploadToADirectoryLeavesNothing() throws Exception {
    Path root = temporary.resolve("store");
    String store = "file:" + root;
    Shell.run("mb", store + "#my-bucket");

    interruptUpload(List.of(), store + "#my-bucket/key");

    assertThat(Shell.run("ls", "-r", store + "#my-bucket")).isEqualTo(new Shell.Done(0, "", ""));
    try (var files = Files.walk(root.resolve("bodies"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void anUploadToAServerIsAborted() throws Exception {
    try (MemoryStoreOverHttp served = new MemoryStoreOverHttp()) {
      interruptUpload(
          List.of("AWS_ACCESS_KEY_ID=me", "AWS_SECRET_ACCESS_KEY=secret"),
          "s3://my-bucket/key?region=us-east-1&pathStyle=true&endpoint=" + served.server.uri());

      assertThat(served.bucket.find("key")).isEmpty();
      assertThat(served.bucket.listUploads(UploadListOptions.under("")).uploads()).isEmpty();
    }
  }

  /** Sends more than the process can hold, and asks it to end while it waits for the rest. */
  private static void interruptUpload(List<String> environment, String target) throws Exception {
    Process copying = Shell.start(environment, "cp", "-", target);
    try {
      OutputStream input = copying.getOutputStream();
      byte[] bytes = new byte[MIB];
      for (int i = 0; i < 96; i++) {
        input.write(bytes);
      }
      input.flush();

      // Through its handle: Process.destroy would also close the pipes, and an upload that has come
      // to its end is none to interrupt.
      copying.toHandle().destroy();

      assertThat(copying.waitFor()).isEqualTo(128 + 15);
      assertThat(new String(copying.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("holdall: interrupted\n");
    } finally {
      copying.destroyForcibly();
    }
  }

  private static final class MemoryStoreOverHttp implements AutoCloseable {
    final BlobStore store = MemoryStore.builder().open();
    final Bucket bucket = store.createBucket("my-bucket");
    final EndpointServer server;

    MemoryStoreOverHttp() throws IOException {
      server =
          EndpointServer.start(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              S3Endpoint.over(store)
                  .credentials(new Credentials("me", "secret"))
                  .region("us-east-1")
                  .build());
    }

    @Override
    public void close() {
      server.close();
      store.close();
    }
  }
}

package io.holdall.benchmarks.s3;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/**
 * A file of 256 MiB uploaded and downloaded through our S3 backend beside the SDK's transfer
 * manager over each of its clients: the same file, the same part size, the same server, all else at
 * defaults.
 *
 * <p>All of them send a checksum with each part, which the server compares: the transfer manager a
 * CRC32, ours a CRC64NVME. Over HTTP, which this is, nobody signs bodies unless told to, as one of
 * ours is.
 */
public final class LargeObjects {
  private static final int MIB = 1 << 20;
  private static final int SIZE = 256 * MIB;
  private static final int WARMUPS = 10;
  private static final int ROUNDS = 15;

  private LargeObjects() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("holdall-benchmark");
    Path source = directory.resolve("source");
    Path target = directory.resolve("target");
    try (ServerProcess server = ServerProcess.start(Server.class, 1);
        BlobStore store = Clients.ours(server.uri());
        BlobStore signing = Clients.ours(server.uri(), true);
        S3AsyncClient java = Clients.multipart(server.uri());
        S3TransferManager manager = S3TransferManager.builder().s3Client(java).build();
        S3AsyncClient crt = Clients.crt(server.uri());
        S3TransferManager crtManager = S3TransferManager.builder().s3Client(crt).build()) {
      fill(source);
      Bucket bucket = store.bucket(Server.BUCKET);
      new Rounds("upload of 256 MiB", 1, Duration.ZERO)
          .add("S3TransferManager, Java client", () -> upload(manager, source))
          .add("S3TransferManager, CRT client", () -> upload(crtManager, source))
          .add("Holdall", () -> bucket.put("large", Body.of(source)))
          .add(
              "Holdall, bodies signed",
              () -> signing.bucket(Server.BUCKET).put("large", Body.of(source)))
          .run(WARMUPS, ROUNDS);
      new Rounds("download of 256 MiB", 1, Duration.ZERO)
          .add("S3TransferManager, Java client", () -> download(manager, target))
          .add("S3TransferManager, CRT client", () -> download(crtManager, target))
          .add("Holdall", () -> bucket.download("large", target))
          .run(WARMUPS, ROUNDS);
      if (Files.mismatch(source, target) != -1) {
        throw new IllegalStateException("what was downloaded is not what was uploaded");
      }
    } finally {
      for (Path path : List.of(source, target, directory)) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    Files.write(file, bytes);
  }

  private static void upload(S3TransferManager manager, Path source) {
    manager
        .uploadFile(
            upload ->
                upload
                    .source(source)
                    .putObjectRequest(request -> request.bucket(Server.BUCKET).key("large")))
        .completionFuture()
        .join();
  }

  private static void download(S3TransferManager manager, Path target) {
    manager
        .downloadFile(
            download ->
                download
                    .destination(target)
                    .getObjectRequest(request -> request.bucket(Server.BUCKET).key("large")))
        .completionFuture()
        .join();
  }
}

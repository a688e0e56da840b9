package io.holdall.examples;

import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.PresignedUrl;
import java.nio.file.Path;
import java.time.Duration;

/** The first ten minutes with Holdall, on whatever store the URL names. */
public final class SeedWorkflow {
  private SeedWorkflow() {}

  /**
   * Run it with a store's URL, a file to upload and where to download it to.
   *
   * @param args the three, in this order
   */
  public static void main(String[] args) {
    run(args[0], Path.of(args[1]), Path.of(args[2]));
  }

  static void run(String url, Path model, Path download) {
    try (BlobStore store = BlobStores.open(url)) { // "memory:", "file:/var/lib/blobs", "s3:"
      String name = "my-team-ml-artifacts";
      Bucket bucket = store.bucketExists(name) ? store.bucket(name) : store.createBucket(name);

      bucket.put("experiments/run-001/model.pkl", Body.of(model));

      for (BlobInfo blob : bucket.list("experiments/run-001/")) {
        System.out.println(blob.key() + " " + blob.size());
      }

      bucket.download("experiments/run-001/model.pkl", download);

      PresignedUrl link = bucket.presignGet("experiments/run-001/model.pkl", Duration.ofHours(1));
      System.out.println(link.url() + " works until " + link.expiresAt());
    }
  }
}

package io.holdall.cli;

import io.holdall.BlobInfo;
import io.holdall.Bucket;
import io.holdall.DeleteOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "rm",
    description = "Delete a blob, or all blobs of a folder.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "With --recursive bucket/a and bucket/a/ name the same, as for cp, and a bucket alone all of it;",
      "the bucket itself stays."
    })
final class RmCommand implements Callable<Integer> {
  private static final int BATCH = 1000;

  @ParentCommand private Main main;

  @Parameters(paramLabel = "URL", description = "A blob, or with --recursive a folder or a bucket.")
  private String url;

  @Option(
      names = {"-r", "--recursive"},
      description = "Delete all blobs of a folder or a bucket.")
  private boolean recursive;

  @Override
  public Integer call() throws IOException {
    if (!recursive) {
      try (Place place = Place.ofBlob(url)) {
        place.bucket().delete(place.key());
      }
      return 0;
    }
    try (Place place = Place.inBucket(url)) {
      return deleteAll(place.bucket(), place.folder());
    }
  }

  /** A batch at a time, so that a bucket of any size needs little memory. */
  private int deleteAll(Bucket bucket, String folder) {
    int failed = 0;
    Iterator<BlobInfo> blobs = bucket.list(folder).iterator();
    while (blobs.hasNext()) {
      List<String> batch = new ArrayList<>(BATCH);
      while (batch.size() < BATCH && blobs.hasNext()) {
        batch.add(blobs.next().key());
      }
      for (DeleteOutcome outcome : bucket.deleteAll(batch)) {
        if (outcome.error().isPresent()) {
          main.complain(String.valueOf(outcome.error().get().getMessage()));
          failed++;
        }
      }
    }
    return failed == 0 ? 0 : 1;
  }
}

package io.holdall.cli;

import io.holdall.BlobInfo;
import io.holdall.BucketInfo;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "ls",
    description = "List buckets, or the blobs and folders that begin with a prefix.",
    mixinStandardHelpOptions = true)
final class LsCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "URL", description = "A store, a bucket, or a prefix in a bucket.")
  private String url;

  @Option(
      names = {"-r", "--recursive"},
      description = "Show every blob instead of folders.")
  private boolean recursive;

  @Override
  public Integer call() {
    try (Place place = Place.open(url)) {
      if (place.url().bucket().isEmpty()) {
        place.store().listBuckets().forEach(this::print);
      } else {
        ListOptions options = ListOptions.under(place.key()).delimiter(recursive ? "" : "/");
        try (Stream<ListEntry> entries = place.bucket().list(options).entries()) {
          entries.forEach(this::print);
        }
      }
    }
    return 0;
  }

  private void print(BucketInfo bucket) {
    main.out.printf("%s  %s%n", bucket.createdAt(), bucket.name());
  }

  private void print(ListEntry entry) {
    if (entry instanceof BlobInfo blob) {
      main.out.printf("%s  %12d  %s%n", blob.lastModified(), blob.size(), blob.key());
    } else {
      main.out.printf("%20s  %12s  %s%n", "", "folder", entry.name());
    }
  }
}

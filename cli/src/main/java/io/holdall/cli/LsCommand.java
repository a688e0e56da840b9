package io.holdall.cli;

import io.holdall.BlobInfo;
import io.holdall.BucketInfo;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import java.io.IOException;
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
  public Integer call() throws IOException {
    try (Place place = Place.existing(url)) {
      if (place.url().bucket().isEmpty()) {
        StringBuilder lines = new StringBuilder();
        place.store().listBuckets().forEach(bucket -> lines.append(line(bucket)));
        main.print(lines.toString());
      } else {
        ListOptions options = ListOptions.under(place.key()).delimiter(recursive ? "" : "/");
        try (Stream<ListPage> pages = place.bucket().list(options).pages()) {
          // Page by page, so that no page is asked for that nobody reads.
          for (ListPage page : (Iterable<ListPage>) pages::iterator) {
            StringBuilder lines = new StringBuilder();
            page.entries().forEach(entry -> lines.append(line(entry)));
            main.print(lines.toString());
          }
        }
      }
    }
    return 0;
  }

  private static String line(BucketInfo bucket) {
    return "%s  %s%n".formatted(bucket.createdAt(), bucket.name());
  }

  private static String line(ListEntry entry) {
    return entry instanceof BlobInfo blob
        ? "%s  %12s  %s%n".formatted(blob.lastModified(), blob.size(), OneLine.of(blob.key()))
        : "%20s  %12s  %s%n".formatted("", "folder", OneLine.of(entry.name()));
  }
}

package io.holdall.cli;

import io.holdall.BlobStores;
import io.holdall.StoreUrl;
import io.holdall.local.LocalStoreProvider;
import io.holdall.local.StoreCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "fsck",
    description = {
      "Read a store on disk, compare every checksum, and say what is damaged, with file and offset.",
      "Nothing is changed. Exit status 0 if the store is whole, 1 if it is damaged."
    },
    mixinStandardHelpOptions = true)
final class FsckCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "URL", description = "A directory: file:/var/lib/blobs")
  private String url;

  @Option(
      names = "--salvage",
      paramLabel = "NEWPATH",
      description = "Make a new store there of all that can be read, and say what is left out.")
  private @Nullable Path salvage;

  @Override
  public Integer call() throws IOException {
    StoreUrl parsed = BlobStores.parse(url);
    if (!parsed.scheme().equals(LocalStoreProvider.SCHEME)) {
      throw new UsageException("\"" + url + "\" is not on a local disk; write file:/path");
    }
    if (parsed.bucket().isPresent()) {
      throw new UsageException("\"" + url + "\" names a bucket; a whole store is looked at");
    }
    Path root = LocalStoreProvider.directory(parsed.path());
    StoreCheck.Report report =
        salvage == null ? StoreCheck.check(root) : StoreCheck.salvage(root, salvage);
    report.damage().forEach(main.out::println);
    report.notes().forEach(note -> main.out.println("note: " + note));
    main.out.printf(
        "%s; segments: %s, records: %s, blobs and parts: %s, bodies in files: %s, bytes read: %s%n",
        report.isClean() ? "whole" : "damaged, places: " + report.damage().size(),
        report.segments(),
        report.records(),
        report.blobs(),
        report.bodies(),
        report.bytes());
    if (salvage != null) {
      main.out.printf("what can be read is in a new store, %s%n", salvage);
    }
    return report.isClean() ? 0 : 1;
  }
}

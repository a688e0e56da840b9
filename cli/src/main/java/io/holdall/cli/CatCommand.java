package io.holdall.cli;

import io.holdall.Blob;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "cat",
    description = "Write a blob's bytes to standard output.",
    mixinStandardHelpOptions = true)
final class CatCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "URL", description = "A blob.")
  private String url;

  @Override
  public Integer call() throws IOException {
    try (Place place = Place.ofBlob(url);
        Blob blob = place.bucket().get(place.key())) {
      blob.writeTo(main.standardOutput());
    }
    return 0;
  }
}

package io.holdall.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rb", description = "Remove an empty bucket.", mixinStandardHelpOptions = true)
final class RbCommand implements Callable<Integer> {
  @Parameters(paramLabel = "URL", description = "A bucket.")
  private String url;

  @Override
  public Integer call() throws IOException {
    try (Place place = Place.ofBucket(url)) {
      place.store().deleteBucket(place.bucket().name());
    }
    return 0;
  }
}

package io.holdall.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "mb", description = "Make a bucket.", mixinStandardHelpOptions = true)
final class MbCommand implements Callable<Integer> {
  @Parameters(paramLabel = "URL", description = "A bucket.")
  private String url;

  @Override
  public Integer call() {
    try (Place place = Place.ofNewBucket(url)) {
      place.store().createBucket(place.bucket().name());
    }
    return 0;
  }
}

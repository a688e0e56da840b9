package io.holdall.cli;

import io.holdall.ContentHeaders;
import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "presign",
    description = "Print a URL that lets anybody make one kind of request on one blob for a while.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "URLs of a directory are served by this very process: it stays until they expire or it is interrupted."
    })
final class PresignCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "URL", description = "A blob.")
  private String url;

  @Option(
      names = "--method",
      defaultValue = "GET",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private PresignRequest.Method method;

  @Option(
      names = "--expires",
      defaultValue = "1h",
      converter = Lifetimes.class,
      description = "How long the URL works: 1s to 7d; default ${DEFAULT-VALUE}.")
  private Duration expires;

  @Option(
      names = "--header",
      paramLabel = "NAME=VALUE",
      description = "A header that must be sent with the URL; may be given several times.")
  private Map<String, String> headers = Map.of();

  @Override
  public Integer call() throws IOException {
    try (Place place = Place.ofBlob(url)) {
      PresignRequest request =
          new PresignRequest(method, place.key(), expires, headers, ContentHeaders.none());
      PresignedUrl presigned = place.bucket().presign(request);
      main.out.println(presigned.url());
      main.out.flush();
      presigned
          .headers()
          .forEach((name, value) -> main.err.println("send: " + name + ": " + value));
      main.err.println("expires: " + presigned.expiresAt());
      if (servedHere(place)) {
        main.err.println("serving until then; Ctrl-C ends it earlier");
        waitUntil(presigned.expiresAt());
      }
    }
    return 0;
  }

  /** A directory has no server of its own, so its URLs live as long as the store is open. */
  private static boolean servedHere(Place place) {
    return !place.url().path().isEmpty() || place.url().scheme().equals("memory");
  }

  private static void waitUntil(Instant end) {
    try {
      // Nothing ever counts it down: the time or an interrupt ends the wait.
      boolean never =
          new CountDownLatch(1)
              .await(Duration.between(Instant.now(), end).toMillis(), TimeUnit.MILLISECONDS);
      assert !never;
    } catch (InterruptedException e) {
      // This is how it may end, too.
      Thread.currentThread().interrupt();
    }
  }
}

package io.holdall.cli;

import io.holdall.BlobStores;
import io.holdall.StoreUrl;
import io.holdall.endpoint.S3Endpoint;
import io.holdall.endpoint.server.EndpointServer;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.endpoint.sigv4.Presigner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "serve",
    description = "Serve a store over S3's protocol until interrupted.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Without keys, new ones are made and printed.",
      "A store in memory takes two thirds of the heap, unless its URL says maxHeap=BYTES."
    })
final class ServeCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "URL", description = "A store.")
  private String url;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Where to listen; default ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "9000",
      description = "Where to listen; 0 for any free port; default ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--access-key",
      paramLabel = "ID",
      description = "Whose requests are accepted; goes with --secret-key.")
  private @Nullable String accessKey;

  @Option(names = "--secret-key", paramLabel = "SECRET", description = "The key of --access-key.")
  private @Nullable String secretKey;

  @Option(
      names = "--region",
      defaultValue = "us-east-1",
      description = "For which requests must be signed; default ${DEFAULT-VALUE}.")
  private String region;

  @Option(
      names = "--domain",
      split = ",",
      defaultValue = "localhost",
      description = "Below which a host names a bucket; default ${DEFAULT-VALUE}.")
  private List<String> domains;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "Where clients find it, such as https://files.example: a proxy there must pass on path and Host header as they are.")
  private @Nullable String publicUrl;

  @Override
  public Integer call() throws IOException {
    if (port < 0 || port > 65_535) {
      throw new UsageException("a port is 0 to 65535, not " + port);
    }
    checkRegion();
    Credentials credentials = credentials();
    URI shown = publicUrl == null ? null : checked(publicUrl);
    try (Place place = Place.open(bounded(url, Runtime.getRuntime().maxMemory()))) {
      S3Endpoint.Builder endpoint =
          S3Endpoint.over(place.store())
              .credentials(credentials)
              .region(region)
              .baseDomains(domains);
      if (shown != null) {
        endpoint.publicUrl(shown);
      }
      try (EndpointServer server =
          EndpointServer.start(new InetSocketAddress(host, port), endpoint.build())) {
        tell(server, shown, credentials);
        waitForInterrupt();
      }
    }
    return 0;
  }

  /** A store in memory leaves the server a third of the heap to answer with. */
  static String bounded(String url, long heap) {
    StoreUrl parsed = BlobStores.parse(url);
    if (!parsed.scheme().equals("memory") || parsed.parameters().containsKey("maxHeap")) {
      return url;
    }
    return url + (url.contains("?") ? '&' : '?') + "maxHeap=" + heap / 3 * 2;
  }

  private Credentials credentials() {
    if (accessKey != null && secretKey != null) {
      return given(accessKey, secretKey);
    }
    if (accessKey != null || secretKey != null) {
      throw new UsageException("--access-key and --secret-key go together");
    }
    byte[] random = new byte[30];
    new SecureRandom().nextBytes(random);
    return new Credentials("holdall", Base64.getUrlEncoder().encodeToString(random));
  }

  private static Credentials given(String accessKey, String secretKey) {
    if (secretKey.isEmpty()) {
      throw new UsageException("--secret-key is empty");
    }
    try {
      return new Credentials(accessKey, secretKey);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--access-key cannot be used: " + e.getMessage());
    }
  }

  private void checkRegion() {
    try {
      Presigner.checkRegion(region);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--region cannot be used: " + e.getMessage());
    }
  }

  private static URI checked(String publicUrl) {
    try {
      return Presigner.checkEndpoint(new URI(publicUrl));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new UsageException(
          "--public-url is http:// or https://, a host and perhaps a port, nothing more, not \"%s\""
              .formatted(publicUrl));
    }
  }

  private void tell(EndpointServer server, @Nullable URI shown, Credentials credentials) {
    main.out.println("serving " + url + " at " + (shown != null ? shown : server.uri()));
    if (shown != null) {
      main.out.println("behind     " + server.uri());
    }
    main.out.println("region     " + region);
    main.out.println("access key " + credentials.accessKeyId());
    if (secretKey == null) {
      main.out.println("secret key " + credentials.secretAccessKey());
    }
    main.out.println("Ctrl-C ends it.");
    main.out.flush();
  }

  private static void waitForInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // This is how it is meant to end.
      Thread.currentThread().interrupt();
    }
  }
}

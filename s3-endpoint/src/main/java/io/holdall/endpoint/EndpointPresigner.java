package io.holdall.endpoint;

import io.holdall.BlobStores;
import io.holdall.ErrorCode;
import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;
import io.holdall.endpoint.header.StoredHeaders;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.server.EndpointServer;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.endpoint.sigv4.PresignedRequest;
import io.holdall.endpoint.sigv4.Presigner;
import io.holdall.spi.DriverException;
import io.holdall.spi.PresignDriver;
import io.holdall.spi.StoreDriver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Presigned URLs for a store that has no server of its own: the first one starts an endpoint in
 * this process, which serves all of them until this is closed, and refuses each from its expiry on
 * by the store's clock. Until then there is no server, no thread and no secret. Thread-safe.
 */
public final class EndpointPresigner implements PresignDriver, AutoCloseable {
  private static final String REGION = "us-east-1";

  private final StoreDriver driver;
  private final Clock clock;
  private final @Nullable InetSocketAddress address;
  private final @Nullable URI publicUrl;
  private final @Nullable Credentials credentials;
  private volatile @Nullable Serving serving;
  private boolean closed;

  private record Serving(EndpointServer server, URI uri, Presigner presigner) {}

  /**
   * Serves on a free port of the loopback interface, with credentials of its own.
   *
   * @param driver not used before the first URL, and not closed here
   * @param clock of the store
   */
  public EndpointPresigner(StoreDriver driver, Clock clock) {
    this(driver, clock, null, null, null);
  }

  /**
   * Serves where and with what the application says.
   *
   * @param driver not used before the first URL, and not closed here
   * @param clock of the store
   * @param address port 0 for any that is free; null for a free port of the loopback interface
   * @param publicUrl what URLs begin with, as {@link #checkPublicUrl} has it; null for the address,
   *     which clients must reach then
   * @param credentials null for random ones, which nobody else learns
   * @throws IllegalArgumentException if the public URL is not as said, or if there is none and the
   *     address stands for all addresses of the machine
   */
  public EndpointPresigner(
      StoreDriver driver,
      Clock clock,
      @Nullable InetSocketAddress address,
      @Nullable URI publicUrl,
      @Nullable Credentials credentials) {
    this.driver = Objects.requireNonNull(driver);
    this.clock = Objects.requireNonNull(clock);
    this.publicUrl = publicUrl == null ? null : checkPublicUrl(publicUrl);
    this.address = address == null || publicUrl != null ? address : checkAddress(address);
    this.credentials = credentials;
  }

  /**
   * Returns the address if URLs can lead there.
   *
   * @throws IllegalArgumentException if it stands for all addresses of the machine
   */
  public static InetSocketAddress checkAddress(InetSocketAddress address) {
    if (!address.isUnresolved() && address.getAddress().isAnyLocalAddress()) {
      throw new IllegalArgumentException(
          "presigned URLs cannot lead to %s, which stands for all addresses of this machine: name one of them"
              .formatted(address.getAddress().getHostAddress()));
    }
    return address;
  }

  /**
   * Returns the URL, without what clients do not send, if presigned URLs can begin with it.
   * Whatever answers there, such as a proxy that ends TLS, must pass requests on to where the
   * endpoint listens, with their Host header and path as they are: both are signed.
   *
   * @throws IllegalArgumentException if it is not http or https, a host and perhaps a port
   */
  public static URI checkPublicUrl(URI url) {
    return Presigner.checkEndpoint(url);
  }

  /**
   * {@inheritDoc}
   *
   * @throws DriverException {@link ErrorCode#IO_FAILED} if the endpoint cannot listen where it
   *     should
   * @throws IllegalStateException if this is closed
   */
  @Override
  public PresignedUrl presign(String bucket, PresignRequest request) {
    Serving now = serving();
    Headers.Builder headers = Headers.builder();
    request.headers().forEach(headers::add);
    PresignedRequest signed =
        now.presigner()
            .presign(
                request.method().name(),
                now.uri(),
                '/' + bucket + '/' + request.key(),
                Query.of(StoredHeaders.overrides(request.response())),
                headers.build(),
                request.validFor());
    return new PresignedUrl(signed.uri(), request.method(), request.headers(), signed.expiry());
  }

  private Serving serving() {
    Serving now = serving;
    return now != null ? now : start();
  }

  private synchronized Serving start() {
    if (closed) {
      throw new IllegalStateException("the endpoint for presigned URLs is closed");
    }
    Serving now = serving;
    if (now == null) {
      Credentials signer = credentials != null ? credentials : random();
      S3Endpoint endpoint =
          S3Endpoint.over(BlobStores.of(driver))
              .credentials(signer)
              .region(REGION)
              .baseDomains(List.of())
              .clock(clock)
              .build();
      EndpointServer server = listen(endpoint);
      URI shown = publicUrl != null ? publicUrl : server.uri();
      now = new Serving(server, shown, new Presigner(signer, REGION, clock));
      serving = now;
    }
    return now;
  }

  private EndpointServer listen(S3Endpoint endpoint) {
    InetSocketAddress where =
        address != null ? address : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      return EndpointServer.start(where, endpoint);
    } catch (IOException e) {
      throw new DriverException(
          ErrorCode.IO_FAILED,
          "the endpoint for presigned URLs did not start: " + e.getMessage(),
          false,
          e);
    }
  }

  private static Credentials random() {
    SecureRandom random = new SecureRandom();
    return new Credentials("HOLDALL" + text(random, 9), text(random, 30));
  }

  private static String text(SecureRandom random, int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
  }

  /** Stops the endpoint if it was started: its URLs are dead from now on. May be called again. */
  @Override
  public synchronized void close() {
    closed = true;
    Serving now = serving;
    serving = null;
    if (now != null) {
      now.server().close();
    }
  }
}

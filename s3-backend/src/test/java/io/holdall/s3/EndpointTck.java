package io.holdall.s3;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.endpoint.S3Endpoint;
import io.holdall.endpoint.server.EndpointServer;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.BlobStoreTck;
import io.holdall.tck.MovableClock;
import io.holdall.tck.TckTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The compatibility kit on this backend, in front of the endpoint, in front of a new store. */
abstract class EndpointTck implements BlobStoreTck {
  private static final String ACCESS_KEY = "AKIDEXAMPLE";
  private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  /**
   * What the endpoint serves.
   *
   * @param owner to be closed after the endpoint
   */
  record Served(String name, BlobStore store, AutoCloseable owner) {}

  abstract Served served();

  @Override
  public TckTarget target() {
    Served served = served();
    EndpointServer server = serve(served.store());
    MovableClock signing = new MovableClock();
    StoreDriver driver =
        S3Store.builder()
            .region("us-east-1")
            .endpoint(URI.create("http://127.0.0.1:" + server.address().getPort()))
            .pathStyle(true)
            .credentials(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
            .clock(signing)
            .driver();
    return TckTarget.of(served.name(), BlobStores.of(new Closing(driver, server, served.owner())))
        .clock(signing);
  }

  private static EndpointServer serve(BlobStore store) {
    S3Endpoint endpoint =
        S3Endpoint.over(store).credentials(new Credentials(ACCESS_KEY, SECRET_KEY)).build();
    try {
      return EndpointServer.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), endpoint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes what is behind a store together with it. */
  private static final class Closing extends ForwardingDriver {
    private final EndpointServer server;
    private final AutoCloseable behind;

    Closing(StoreDriver driver, EndpointServer server, AutoCloseable behind) {
      super(driver);
      this.server = server;
      this.behind = behind;
    }

    @Override
    public void close() {
      super.close();
      server.close();
      try {
        behind.close();
      } catch (Exception e) {
        throw new AssertionError("the store behind the endpoint cannot be closed", e);
      }
    }
  }
}

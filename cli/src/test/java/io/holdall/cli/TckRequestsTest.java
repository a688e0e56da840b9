package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.endpoint.S3Endpoint;
import io.holdall.endpoint.http.S3Handler;
import io.holdall.endpoint.server.EndpointServer;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.memory.MemoryStore;
import io.holdall.tck.Area;
import io.holdall.tck.RuleInfo;
import io.holdall.tck.RuleResult;
import io.holdall.tck.TckListener;
import io.holdall.tck.TckPlan;
import io.holdall.tck.TckRunner;
import io.holdall.tck.TckTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the kit counts the requests that a server on S3's protocol is asked. */
class TckRequestsTest {
  private static final Credentials CREDENTIALS = new Credentials("some-key", "some-secret");

  /**
   * Rules with bodies that fail: such a request may break off before the server has seen it. The
   * part that CHK-23 is about is refused by the S3 backend itself.
   */
  private static final Set<String> BREAKING_OFF =
      Set.of(
          "CHK-23", "CONS-02a", "CONS-02c", "HIST-01", "HIST-03", "PUT-05", "XFER-04", "XFER-06");

  private final AtomicLong served = new AtomicLong();

  @BeforeEach
  void setCredentials() {
    System.setProperty("aws.accessKeyId", CREDENTIALS.accessKeyId());
    System.setProperty("aws.secretAccessKey", CREDENTIALS.secretAccessKey());
  }

  @AfterEach
  void clearCredentials() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3:", "s3://shared-bucket/scratch/"})
  void countsWhatTheServerIsAsked(String home) throws IOException {
    BlobStore store = MemoryStore.builder().open();
    store.createBucket("shared-bucket");
    S3Handler endpoint =
        S3Endpoint.over(store).credentials(CREDENTIALS).region("us-east-1").build();
    S3Handler counting =
        request -> {
          served.incrementAndGet();
          return endpoint.handle(request);
        };
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (EndpointServer server = EndpointServer.start(anywhere, counting)) {
      String url =
          home
              + "?region=us-east-1&pathStyle=true&endpoint=http://127.0.0.1:"
              + server.address().getPort();
      Comparison comparison = new Comparison();
      // How often racing threads ask, and what is tried again, is another time otherwise.
      TckRunner.of(() -> TckTarget.open(url))
          .except("CONCURRENCY", "LIST-07")
          .tries(2)
          .seed(1)
          .listener(comparison)
          .run();
      assertThat(comparison.areas).containsKeys(areas());
      assertThat(comparison.wrong).isEmpty();
    }
  }

  private static Area[] areas() {
    return Arrays.stream(Area.values())
        .filter(area -> area != Area.CONCURRENCY)
        .toArray(Area[]::new);
  }

  private final class Comparison implements TckListener {
    final Map<Area, Long> areas = new TreeMap<>();
    final Map<String, String> wrong = new TreeMap<>();
    private long before;

    @Override
    public void planned(TckPlan plan) {}

    @Override
    public void started(RuleInfo rule) {
      before = served.get();
    }

    @Override
    public void finished(RuleResult result) {
      long asked = served.get() - before;
      areas.merge(result.rule().area(), asked, Long::sum);
      boolean isCounted =
          BREAKING_OFF.contains(result.rule().id())
              ? asked <= result.requests()
              : asked == result.requests();
      if (!isCounted) {
        wrong.put(result.rule().id(), "%d counted, %d served".formatted(result.requests(), asked));
      }
    }
  }
}

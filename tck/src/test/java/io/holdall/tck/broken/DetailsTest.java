package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.ErrorCode;
import io.holdall.ListOptions;
import io.holdall.Listing;
import io.holdall.PresignedUrl;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.endpoint.http.S3Response;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.Payload;
import io.holdall.tck.Outcome;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores that break no more than a detail of a rule whose gist they keep. */
class DetailsTest {
  static Stream<BrokenStore> stores() {
    return Stream.of(
        broken(
            "VIEW-01",
            "shows in a view what is beside it",
            Buckets.view(
                (sound, prefix) ->
                    new ForwardingBucket(sound.under(prefix)) {
                      @Override
                      public Listing list(ListOptions options) {
                        return sound.list(options);
                      }
                    })),
        broken(
            "RACE-10",
            "answers every put and delete with an internal error",
            Drivers.driver(
                sound ->
                    new ForwardingDriver(sound) {
                      @Override
                      public PutResult put(
                          String bucket, String key, Payload payload, PutOptions options) {
                        sound.put(bucket, key, payload, options);
                        throw new DriverException(ErrorCode.INTERNAL, "try again");
                      }

                      @Override
                      public void delete(String bucket, String key) {
                        sound.delete(bucket, key);
                        throw new DriverException(ErrorCode.INTERNAL, "try again");
                      }
                    })),
        broken(
            "API-13",
            "tells an earlier time of expiry than there is",
            Drivers.presign(
                sound ->
                    (bucket, request) -> {
                      PresignedUrl url = sound.presign(bucket, request);
                      return new PresignedUrl(
                          url.url(), url.method(), url.headers(), url.expiresAt().minusSeconds(1));
                    })),
        broken(
            "PRE-17",
            "does not give the language of a blob through a URL",
            Front.answering(
                (request, front) -> {
                  S3Response answer = front.pass(request);
                  return answer.withHeaders(
                      answer.headers().toBuilder().remove("content-language").build());
                })));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theKitFindsThem(BrokenStore store) {
    TckReport report = TckRunner.of(store::target).seed(20_300_601).only(store.rule()).run();
    assertThat(report.with(Outcome.FAILED)).as(report.text()).hasSize(1);
  }
}

package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.delete;
import static io.holdall.tck.broken.Drivers.driver;

import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.ListOptions;
import io.holdall.ReadConditions;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.StoreDriver;
import java.util.List;
import java.util.Optional;

final class BrokenDeletes {
  private BrokenDeletes() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
            "DEL-01",
            "fails to delete what is not there",
            delete(
                (sound, bucket, key) -> {
                  missing(sound, bucket, key)
                      .ifPresent(
                          e -> {
                            throw e;
                          });
                  sound.delete(bucket, key);
                })),
        broken(
            "DEL-02",
            "deletes the keys that go on from a key with it",
            delete(
                (sound, bucket, key) ->
                    sound
                        .list(bucket, ListOptions.under(key))
                        .blobs()
                        .forEach(blob -> sound.delete(bucket, blob.key())))),
        broken(
                "DEL-22",
                "tells of a failure for absent keys when many are deleted",
                driver(
                    sound ->
                        new ForwardingDriver(sound) {
                          @Override
                          public List<Optional<DriverException>> deleteAll(
                              String bucket, List<String> keys) {
                            List<Optional<DriverException>> outcomes =
                                keys.stream().map(key -> missing(sound, bucket, key)).toList();
                            sound.deleteAll(bucket, keys);
                            return outcomes;
                          }
                        }))
            .also("API-09"),
        broken(
            "API-09",
            "forgets the thousandth of a thousand keys",
            driver(
                sound ->
                    new ForwardingDriver(sound) {
                      @Override
                      public List<Optional<DriverException>> deleteAll(
                          String bucket, List<String> keys) {
                        sound.deleteAll(bucket, keys.subList(0, Math.min(999, keys.size())));
                        return keys.stream().map(key -> Optional.<DriverException>empty()).toList();
                      }
                    })),
        broken("COND-20", "deletes whatever the ETag is", ifMatch((etag, now) -> true)),
        broken(
            "COND-21",
            "takes the ETag * for one like any other",
            ifMatch((etag, now) -> etag.equals(now))));
  }

  private static Optional<DriverException> missing(StoreDriver sound, String bucket, String key) {
    return sound.head(bucket, key, ReadConditions.none()).isPresent()
        ? Optional.empty()
        : Optional.of(new DriverException(ErrorCode.NO_SUCH_KEY, "there is no such blob"));
  }

  private interface Match {
    boolean test(ETag given, ETag now);
  }

  private static BrokenStore.Defect ifMatch(Match match) {
    return driver(
        sound ->
            new ForwardingDriver(sound) {
              @Override
              public void deleteIfMatch(String bucket, String key, ETag etag) {
                ETag now = sound.head(bucket, key, ReadConditions.none()).orElseThrow().etag();
                if (!match.test(etag, now)) {
                  throw new DriverException(ErrorCode.PRECONDITION_FAILED, "not this ETag");
                }
                sound.delete(bucket, key);
              }
            });
  }
}

package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.driver;
import static io.holdall.tck.broken.Drivers.head;

import io.holdall.BlobAttributes;
import io.holdall.ListOptions;
import io.holdall.ReadConditions;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.StoreDriver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

final class BrokenHeads {
  private BrokenHeads() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken("GET-03a", "remembers the first head of a key", driver(BrokenHeads::remembers)),
        broken(
                "GET-03b",
                "tells of the first blob of the bucket where there is none under the key",
                head(
                    (sound, bucket, key, conditions) ->
                        sound
                            .head(bucket, key, conditions)
                            .or(
                                () ->
                                    sound.list(bucket, ListOptions.all()).blobs().stream()
                                        .findFirst()
                                        .flatMap(
                                            blob -> sound.head(bucket, blob.key(), conditions)))))
            .also("GET-03c"),
        broken(
            "GET-03c",
            "heads without looking at conditions",
            head(
                (sound, bucket, key, conditions) ->
                    sound.head(bucket, key, ReadConditions.none()))));
  }

  private static StoreDriver remembers(StoreDriver sound) {
    return new ForwardingDriver(sound) {
      private final Map<List<Object>, Optional<BlobAttributes>> heads = new ConcurrentHashMap<>();

      @Override
      public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
        return heads.computeIfAbsent(
            List.of(bucket, key, conditions), request -> sound.head(bucket, key, conditions));
      }
    };
  }
}

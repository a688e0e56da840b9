package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.driver;
import static io.holdall.tck.broken.Drivers.head;
import static io.holdall.tck.broken.Drivers.tags;

import io.holdall.ErrorCode;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.TagDriver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

final class BrokenTags {
  private BrokenTags() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
            "TAG-01",
            "adds tags to those that are there",
            set(
                (sound, bucket, key, tags) -> {
                  Map<String, String> all = new TreeMap<>(sound.get(bucket, key).asMap());
                  all.putAll(tags.asMap());
                  sound.set(bucket, key, tags.asMap().isEmpty() ? tags : new Tags(all));
                })),
        broken(
            "TAG-03",
            "takes no more than nine tags",
            set(
                (sound, bucket, key, tags) -> {
                  if (tags.asMap().size() > 9) {
                    throw new DriverException(ErrorCode.INVALID_ARGUMENT, "too many tags");
                  }
                  sound.set(bucket, key, tags);
                })),
        broken(
            "TAG-09",
            "tells of no tags where there is no blob",
            tags(
                sound ->
                    new TagDriver() {
                      @Override
                      public Tags get(String bucket, String key) {
                        try {
                          return sound.get(bucket, key);
                        } catch (DriverException e) {
                          return Tags.none();
                        }
                      }

                      @Override
                      public void set(String bucket, String key, Tags tags) {
                        sound.set(bucket, key, tags);
                      }
                    })),
        broken(
            "TAG-11",
            "leaves the old tags on a blob that is overwritten",
            driver(BrokenTags::sticky)),
        broken(
            "TAG-12",
            "does not tell how many tags a blob has",
            head(
                (sound, bucket, key, conditions) ->
                    sound
                        .head(bucket, key, conditions)
                        .map(blob -> Values.withTagCount(blob, 0)))));
  }

  private interface Setting {
    void set(TagDriver sound, String bucket, String key, Tags tags);
  }

  private static BrokenStore.Defect set(Setting broken) {
    return tags(
        sound ->
            new TagDriver() {
              @Override
              public Tags get(String bucket, String key) {
                return sound.get(bucket, key);
              }

              @Override
              public void set(String bucket, String key, Tags tags) {
                broken.set(sound, bucket, key, tags);
              }
            });
  }

  private static StoreDriver sticky(StoreDriver sound) {
    TagDriver tags = sound.tags().orElseThrow();
    return new ForwardingDriver(sound) {
      @Override
      public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
        Tags old =
            sound.head(bucket, key, ReadConditions.none()).isPresent()
                ? tags.get(bucket, key)
                : Tags.none();
        PutResult put = sound.put(bucket, key, payload, options);
        if (options.tags().asMap().isEmpty()) {
          tags.set(bucket, key, old);
        }
        return put;
      }
    };
  }
}

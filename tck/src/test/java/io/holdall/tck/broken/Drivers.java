package io.holdall.tck.broken;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.BlobStores;
import io.holdall.CopyOptions;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.PresignDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.TagDriver;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Defects of drivers: one call goes wrong, the others are the sound driver's. */
final class Drivers {
  private Drivers() {}

  interface Put {
    PutResult put(
        StoreDriver sound, String bucket, String key, Payload payload, PutOptions options);
  }

  interface Get {
    OpenBlob get(StoreDriver sound, String bucket, String key, GetOptions options);
  }

  interface Head {
    Optional<BlobAttributes> head(
        StoreDriver sound, String bucket, String key, ReadConditions conditions);
  }

  interface Delete {
    void delete(StoreDriver sound, String bucket, String key);
  }

  interface Copy {
    PutResult copy(
        StoreDriver sound, BlobRef source, String bucket, String key, CopyOptions options);
  }

  interface Page {
    ListPage list(StoreDriver sound, String bucket, ListOptions options);
  }

  /** Any defect of a driver. */
  static BrokenStore.Defect driver(UnaryOperator<StoreDriver> broken) {
    return (sound, clock) -> BlobStores.of(broken.apply(sound));
  }

  static BrokenStore.Defect put(Put broken) {
    return driver(
        sound ->
            new ForwardingDriver(sound) {
              @Override
              public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
                return broken.put(sound, bucket, key, payload, options);
              }
            });
  }

  static BrokenStore.Defect get(Get broken) {
    return driver(
        sound ->
            new ForwardingDriver(sound) {
              @Override
              public OpenBlob get(String bucket, String key, GetOptions options) {
                return broken.get(sound, bucket, key, options);
              }
            });
  }

  static BrokenStore.Defect head(Head broken) {
    return driver(
        sound ->
            new ForwardingDriver(sound) {
              @Override
              public Optional<BlobAttributes> head(
                  String bucket, String key, ReadConditions conditions) {
                return broken.head(sound, bucket, key, conditions);
              }
            });
  }

  static BrokenStore.Defect delete(Delete broken) {
    return driver(
        sound ->
            new ForwardingDriver(sound) {
              @Override
              public void delete(String bucket, String key) {
                broken.delete(sound, bucket, key);
              }
            });
  }

  static BrokenStore.Defect copy(Copy broken) {
    return driver(
        sound ->
            new ForwardingDriver(sound) {
              @Override
              public PutResult copy(
                  BlobRef source, String bucket, String key, CopyOptions options) {
                return broken.copy(sound, source, bucket, key, options);
              }
            });
  }

  /** Copies blobs of parts with other options than those that were given. */
  static BrokenStore.Defect copyOfParts(UnaryOperator<CopyOptions> change) {
    return copy(
        (sound, source, bucket, key, options) ->
            sound.copy(
                source,
                bucket,
                key,
                Values.isOfParts(sound, source) ? change.apply(options) : options));
  }

  static BrokenStore.Defect list(Page broken) {
    return driver(
        sound ->
            new ForwardingDriver(sound) {
              @Override
              public ListPage list(String bucket, ListOptions options) {
                return broken.list(sound, bucket, options);
              }
            });
  }

  static BrokenStore.Defect multipart(
      BiFunction<StoreDriver, MultipartDriver, MultipartDriver> broken) {
    return driver(
        sound -> {
          MultipartDriver power = broken.apply(sound, sound.multipart().orElseThrow());
          return new ForwardingDriver(sound) {
            @Override
            public Optional<MultipartDriver> multipart() {
              return Optional.of(power);
            }
          };
        });
  }

  static BrokenStore.Defect tags(UnaryOperator<TagDriver> broken) {
    return driver(
        sound -> {
          TagDriver power = broken.apply(sound.tags().orElseThrow());
          return new ForwardingDriver(sound) {
            @Override
            public Optional<TagDriver> tags() {
              return Optional.of(power);
            }
          };
        });
  }

  static BrokenStore.Defect presign(UnaryOperator<PresignDriver> broken) {
    return driver(
        sound -> {
          PresignDriver power = broken.apply(sound.presign().orElseThrow());
          return new ForwardingDriver(sound) {
            @Override
            public Optional<PresignDriver> presign() {
              return Optional.of(power);
            }
          };
        });
  }
}

package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Buckets.bucket;
import static io.holdall.tck.broken.Buckets.put;
import static io.holdall.tck.broken.Buckets.store;
import static io.holdall.tck.broken.Drivers.list;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobStore;
import io.holdall.Bucket;
import io.holdall.ByteSpan;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.ListPage;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.MovableClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

final class BrokenErrors {
  private BrokenErrors() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
            "ERR-01",
            "lists nothing where there is no bucket",
            list(
                (sound, bucket, options) ->
                    sound.bucketExists(bucket)
                        ? sound.list(bucket, options)
                        : new ListPage(List.of(), Optional.empty()))),
        broken(
            "ERR-02",
            "stores half a character as a question mark",
            put(
                (sound, key, body, options) ->
                    sound.put(key.replaceAll("\\p{Cs}", "?"), body, options))),
        broken(
            "ERR-03",
            "takes no options for the usual ones",
            bucket(
                sound ->
                    new ForwardingBucket(sound) {
                      @Override
                      public Blob get(String key, GetOptions options) {
                        return sound.get(key, options == null ? GetOptions.defaults() : options);
                      }
                    })),
        broken(
            "ERR-04",
            "finds nothing when it is closed",
            bucket(
                sound ->
                    new ForwardingBucket(sound) {
                      @Override
                      public Optional<BlobAttributes> find(String key) {
                        try {
                          return sound.find(key);
                        } catch (IllegalStateException e) {
                          return Optional.empty();
                        }
                      }
                    })),
        broken("ERR-05", "ignores the tags that it does not have", BrokenErrors::ignoringTags),
        broken(
            "ERR-06",
            "reports the head that it makes before a read",
            bucket(
                sound ->
                    new ForwardingBucket(sound) {
                      @Override
                      public Blob get(String key, GetOptions options) {
                        Objects.requireNonNull(options);
                        sound.head(key, ReadConditions.none());
                        return sound.get(key, options);
                      }
                    })),
        broken(
            "ERR-08",
            "hands out its own set of features",
            store(
                sound ->
                    new ForwardingStore(sound) {
                      private final Set<Feature> features = EnumSet.copyOf(sound.features());

                      @Override
                      public Set<Feature> features() {
                        return features;
                      }
                    })),
        broken(
            "ERR-09",
            "starts uploads under a condition, and forgets it",
            bucket(
                sound ->
                    new ForwardingBucket(sound) {
                      @Override
                      public MultipartUpload startUpload(String key, PutOptions options) {
                        return sound.startUpload(
                            key, options.condition(PutOptions.defaults().condition()));
                      }
                    })),
        broken(
            "ERR-10",
            "reads half a blob when it is closed",
            bucket(
                sound ->
                    new ForwardingBucket(sound) {
                      @Override
                      public Blob get(String key, GetOptions options) {
                        return new Halved(sound, sound.get(key, options));
                      }
                    })));
  }

  private static BlobStore ignoringTags(StoreDriver sound, MovableClock clock) {
    StoreDriver without =
        new ForwardingDriver(sound) {
          @Override
          public Set<Feature> features() {
            return EnumSet.complementOf(EnumSet.of(Feature.TAGS));
          }
        };
    return put((bucket, key, body, options) -> bucket.put(key, body, options.tags(Tags.none())))
        .in(without, clock);
  }

  private record Halved(Bucket bucket, Blob blob) implements Blob {
    @Override
    public BlobAttributes attributes() {
      return blob.attributes();
    }

    @Override
    public ByteSpan span() {
      return blob.span();
    }

    @Override
    public InputStream stream() {
      return blob.stream();
    }

    @Override
    public byte[] bytes() {
      byte[] all = blob.bytes();
      try {
        return bucket.store().bucketExists(bucket.name()) ? all : new byte[0];
      } catch (IllegalStateException closed) {
        return Arrays.copyOf(all, all.length / 2);
      }
    }

    @Override
    public long writeTo(OutputStream target) throws IOException {
      return blob.writeTo(target);
    }

    @Override
    public void close() {
      blob.close();
    }
  }
}

package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Buckets.store;
import static io.holdall.tck.broken.Drivers.driver;
import static io.holdall.tck.broken.Drivers.head;

import io.holdall.BlobAttributes;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.ListOptions;
import io.holdall.ReadConditions;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.StoreDriver;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

final class BrokenBuckets {
  private BrokenBuckets() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
            "BKT-01",
            "folds the names of buckets to lower case instead of refusing them",
            store(
                sound ->
                    new ForwardingStore(sound) {
                      @Override
                      public Bucket bucket(String name) {
                        return super.bucket(name.toLowerCase(Locale.ROOT));
                      }
                    })),
        broken(
            "BKT-21",
            "has a bucket only when there is a blob in it",
            driver(
                sound ->
                    new ForwardingDriver(sound) {
                      @Override
                      public boolean bucketExists(String bucket) {
                        return sound.bucketExists(bucket)
                            && !sound.list(bucket, ListOptions.all()).entries().isEmpty();
                      }
                    })),
        broken(
            "API-08",
            "makes a bucket that is there already, in silence",
            driver(
                sound ->
                    new ForwardingDriver(sound) {
                      @Override
                      public void createBucket(String bucket) {
                        if (!sound.bucketExists(bucket)) {
                          sound.createBucket(bucket);
                        }
                      }
                    })),
        broken(
            "BKT-40",
            "deletes a bucket that is not there, in silence",
            driver(
                sound ->
                    new ForwardingDriver(sound) {
                      @Override
                      public void deleteBucket(String bucket) {
                        if (sound.bucketExists(bucket)) {
                          sound.deleteBucket(bucket);
                        }
                      }
                    })),
        broken(
            "BKT-41",
            "deletes a bucket with all that is in it",
            driver(
                sound ->
                    new ForwardingDriver(sound) {
                      @Override
                      public void deleteBucket(String bucket) {
                        if (sound.bucketExists(bucket)) {
                          sound
                              .list(bucket, ListOptions.all())
                              .entries()
                              .forEach(blob -> sound.delete(bucket, blob.name()));
                        }
                        sound.deleteBucket(bucket);
                      }
                    })),
        broken(
            "BKT-52",
            "lists the newest bucket first",
            driver(
                sound ->
                    new ForwardingDriver(sound) {
                      @Override
                      public List<BucketInfo> listBuckets() {
                        return sound.listBuckets().stream()
                            .sorted(Comparator.comparing(BucketInfo::name).reversed())
                            .toList();
                      }
                    })),
        broken(
            "API-07",
            "looks for a blob in its other buckets too",
            head(
                (sound, bucket, key, conditions) ->
                    sound
                        .head(bucket, key, conditions)
                        .or(() -> elsewhere(sound, key, conditions)))));
  }

  private static Optional<BlobAttributes> elsewhere(
      StoreDriver sound, String key, ReadConditions conditions) {
    return sound.listBuckets().stream()
        .flatMap(bucket -> sound.head(bucket.name(), key, conditions).stream())
        .findFirst();
  }
}

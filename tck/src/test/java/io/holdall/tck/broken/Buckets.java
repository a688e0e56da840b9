package io.holdall.tck.broken;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import java.util.function.UnaryOperator;

/** Defects above the driver, in what a store hands out. */
final class Buckets {
  private Buckets() {}

  interface Put {
    PutResult put(Bucket sound, String key, Body body, PutOptions options);
  }

  /** Any defect of a store. */
  static BrokenStore.Defect store(UnaryOperator<BlobStore> broken) {
    return (sound, clock) -> broken.apply(BlobStores.of(sound));
  }

  /** A defect of every bucket; its views are the sound bucket's. */
  static BrokenStore.Defect bucket(UnaryOperator<Bucket> broken) {
    return store(
        sound ->
            new ForwardingStore(sound) {
              @Override
              public Bucket createBucket(String name) {
                return broken.apply(sound.createBucket(name));
              }

              @Override
              public Bucket bucket(String name) {
                return broken.apply(sound.bucket(name));
              }
            });
  }

  static BrokenStore.Defect put(Put broken) {
    return bucket(
        sound ->
            new ForwardingBucket(sound) {
              @Override
              public PutResult put(String key, Body body, PutOptions options) {
                return broken.put(sound, key, body, options);
              }
            });
  }

  /** A defect of every view under a prefix. */
  static BrokenStore.Defect view(View broken) {
    return bucket(
        sound ->
            new ForwardingBucket(sound) {
              @Override
              public Bucket under(String prefix) {
                return broken.under(sound, prefix);
              }
            });
  }

  interface View {
    Bucket under(Bucket sound, String prefix);
  }
}

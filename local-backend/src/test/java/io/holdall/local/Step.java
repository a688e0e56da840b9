package io.holdall.local;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.local.Model.BlobModel;
import io.holdall.local.Model.BucketModel;
import io.holdall.local.Model.UploadModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One change of a store, of any kind that makes sense where it stands.
 *
 * @param name for messages
 * @param after what the store is to hold then
 * @param action makes the change
 */
record Step(String name, Model after, Action action) {
  /** Bodies up to this length lie in the log in stores that steps are made for. */
  static final int INLINE_LIMIT = 300;

  private static final List<String> BUCKETS = List.of("photos", "videos");
  private static final List<String> KEYS = List.of("a", "a/b", "b");

  interface Action {
    void on(BlobStore store);
  }

  private interface BucketAction {
    void on(Bucket bucket);
  }

  static Step next(Model before, Random random) {
    return next(before, random, "");
  }

  /**
   * @param prefix of the names of the buckets that the step may touch
   */
  static Step next(Model before, Random random, String prefix) {
    return new Picker(before.copy(), random, prefix).pick();
  }

  /** Steps that go in any store, and change nothing but a bucket of their own. */
  static List<Step> inBucketOfItsOwn(String name) {
    Model model = new Model();
    BucketModel bucket = new BucketModel();
    model.buckets.put(name, bucket);
    List<Step> steps = new ArrayList<>();
    steps.add(new Step("create " + name, model.copy(), store -> store.createBucket(name)));
    for (int length : new int[] {10, 2 * INLINE_LIMIT}) {
      String key = "" + length;
      byte[] bytes = new byte[length];
      bucket.blobs.put(key, BlobModel.of(bytes, Map.of()));
      steps.add(
          new Step(
              "put " + key, model.copy(), store -> store.bucket(name).put(key, Body.of(bytes))));
    }
    return steps;
  }

  /** As {@link #inBucketOfItsOwn}, and then the large blob is replaced. */
  static List<Step> withReplacement(String name) {
    List<Step> steps = new ArrayList<>(inBucketOfItsOwn(name));
    Model model = steps.get(steps.size() - 1).after().copy();
    SortedMap<String, BlobModel> blobs = model.buckets.get(name).blobs;
    String large = blobs.lastKey();
    byte[] bytes = {1};
    blobs.put(large, BlobModel.of(bytes, Map.of()));
    steps.add(
        new Step("replace " + large, model, it -> it.bucket(name).put(large, Body.of(bytes))));
    return steps;
  }

  /** What a bucket shows that has just this blob. */
  static Shown shown(String bucket, String key, byte[] bytes) {
    Model model = new Model();
    BucketModel it = new BucketModel();
    it.blobs.put(key, BlobModel.of(bytes, Map.of()));
    model.buckets.put(bucket, it);
    return model.shown();
  }

  /** Steps from an empty store on, as they come. */
  static List<Step> history(long seed, int length) {
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>();
    Model model = Model.EMPTY;
    for (int i = 0; i < length; i++) {
      Step step = next(model, random);
      steps.add(step);
      model = step.after();
    }
    return steps;
  }

  private static final class Picker {
    private final Model model;
    private final Random random;
    private final String name;
    private final String key;

    Picker(Model model, Random random, String prefix) {
      this.model = model;
      this.random = random;
      this.name = prefix + BUCKETS.get(random.nextInt(4) == 0 ? 1 : 0);
      this.key = KEYS.get(random.nextInt(KEYS.size()));
    }

    Step pick() {
      BucketModel bucket = model.buckets.get(name);
      if (bucket == null) {
        model.buckets.put(name, new BucketModel());
        return new Step("create " + name, model, store -> store.createBucket(name));
      }
      if (bucket.blobs.isEmpty() && random.nextInt(3) == 0) {
        model.buckets.remove(name);
        return new Step("delete " + name, model, store -> store.deleteBucket(name));
      }
      BlobModel blob = bucket.blobs.get(key);
      UploadModel upload = bucket.uploads.get(key);
      int roll = random.nextInt(20);
      if (roll < 3 && upload != null) {
        return roll == 0 || upload.parts().isEmpty() ? abort(bucket) : complete(bucket, upload);
      }
      if (roll < 8) {
        return upload == null ? start(bucket) : part(upload, blob);
      }
      if (roll < 14 && blob != null) {
        return switch (roll) {
          case 8, 9, 10 -> delete(bucket);
          case 11, 12 -> copy(bucket, blob);
          default -> tag(bucket, blob);
        };
      }
      return put(bucket);
    }

    private Step step(String verb, BucketAction action) {
      return new Step(verb + " " + name + "/" + key, model, store -> action.on(store.bucket(name)));
    }

    private byte[] bytes() {
      int most = random.nextBoolean() ? INLINE_LIMIT + 1 : random.nextInt(12) > 0 ? 2500 : 70_000;
      byte[] bytes = new byte[random.nextInt(most)];
      random.nextBytes(bytes);
      return bytes;
    }

    private Map<String, String> metadata() {
      return Map.of("n", "" + random.nextInt(1000));
    }

    private Step put(BucketModel bucket) {
      byte[] bytes = bytes();
      Map<String, String> metadata = metadata();
      bucket.blobs.put(key, BlobModel.of(bytes, metadata));
      return step(
          "put %d bytes as".formatted(bytes.length),
          it -> it.put(key, Body.of(bytes), options(metadata)));
    }

    private static PutOptions options(Map<String, String> metadata) {
      return PutOptions.defaults()
          .metadata("n", metadata.get("n"))
          .contentType(Model.contentType(metadata));
    }

    private Step delete(BucketModel bucket) {
      bucket.blobs.remove(key);
      return step("delete", it -> it.delete(key));
    }

    private Step copy(BucketModel bucket, BlobModel blob) {
      String to = key + "-copy";
      // A copy is put in one piece, whatever its source was made of (COPY-11).
      bucket.blobs.put(to, BlobModel.of(blob.bytes().array(), blob.metadata()).tags(blob.tags()));
      return step("copy", it -> it.copy(key, to));
    }

    private Step tag(BucketModel bucket, BlobModel blob) {
      Map<String, String> tags = metadata();
      bucket.blobs.put(key, blob.tags(tags));
      return step("tag", it -> it.setTags(key, new Tags(tags)));
    }

    private Step start(BucketModel bucket) {
      Map<String, String> metadata = metadata();
      UploadModel upload = new UploadModel(new AtomicReference<>(), metadata, new TreeMap<>());
      bucket.uploads.put(key, upload);
      return step("start", it -> upload.id().set(it.startUpload(key, options(metadata)).id()));
    }

    private Step part(UploadModel upload, @Nullable BlobModel blob) {
      int number = 1 + random.nextInt(3);
      if (blob != null && random.nextInt(3) == 0) {
        upload.parts().put(number, blob.bytes().array());
        return step(
            "copy part " + number + " of",
            it ->
                of(it, upload)
                    .copyPart(number, it.ref(key), Optional.empty(), ReadConditions.none()));
      }
      byte[] bytes = bytes();
      upload.parts().put(number, bytes);
      return step(
          "put %d bytes as part %d of".formatted(bytes.length, number),
          it -> of(it, upload).uploadPart(number, Body.of(bytes)));
    }

    private MultipartUpload of(Bucket bucket, UploadModel upload) {
      return bucket.upload(key, upload.id().get());
    }

    private Step complete(BucketModel bucket, UploadModel upload) {
      bucket.uploads.remove(key);
      bucket.blobs.put(key, upload.completed());
      return step(
          "complete",
          it -> {
            MultipartUpload open = of(it, upload);
            open.complete(open.parts().stream().map(PartInfo::part).toList());
          });
    }

    private Step abort(BucketModel bucket) {
      UploadModel upload = bucket.uploads.remove(key);
      return step("abort", it -> of(it, upload).abort());
    }
  }
}

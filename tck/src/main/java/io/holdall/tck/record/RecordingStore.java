package io.holdall.tck.record;

import io.holdall.BlobStore;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.Feature;
import io.holdall.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store whose calls are written down. It leaves the closing to others. */
public final class RecordingStore implements BlobStore {
  private final BlobStore store;
  private final Script script;

  public RecordingStore(BlobStore store, Script script) {
    this.store = store;
    this.script = script;
  }

  private static String spelled(String method, String bucket) {
    return "store." + method + "(" + JavaCode.quoted(bucket) + ")";
  }

  @Override
  public Bucket createBucket(String name) {
    Bucket made =
        script.call("", code -> spelled("createBucket", name), () -> store.createBucket(name));
    return new RecordingBucket(made, spelled("bucket", name), script);
  }

  @Override
  public Bucket bucket(String name) {
    return new RecordingBucket(store.bucket(name), spelled("bucket", name), script);
  }

  @Override
  public Bucket bucket() {
    return new RecordingBucket(store.bucket(), "store.bucket()", script);
  }

  @Override
  public boolean bucketExists(String name) {
    return script.call("", code -> spelled("bucketExists", name), () -> store.bucketExists(name));
  }

  @Override
  public void deleteBucket(String name) {
    script.call(
        "",
        code -> spelled("deleteBucket", name),
        () -> {
          store.deleteBucket(name);
          return "";
        });
  }

  @Override
  public List<BucketInfo> listBuckets() {
    return script.call("", code -> "store.listBuckets()", store::listBuckets);
  }

  @Override
  public Set<Feature> features() {
    return store.features();
  }

  @Override
  public Limits limits() {
    return store.limits();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return store.unwrap(type);
  }

  @Override
  public void close() {
    throw new IllegalStateException("a rule closes the store through its sandbox");
  }
}

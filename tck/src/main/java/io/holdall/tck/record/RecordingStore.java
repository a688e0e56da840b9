package io.holdall.tck.record;

import io.holdall.BlobStore;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.Feature;
import io.holdall.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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

  private void declare() {
    script.declare("BlobStore store = … // the store");
  }

  private <T> T call(String code, Supplier<T> action) {
    declare();
    return script.call("", spelled -> code, action);
  }

  /** Writes down that the store was closed. */
  public void wasClosed() {
    declare();
    script.note("store.close()");
  }

  @Override
  public Bucket createBucket(String name) {
    Bucket made = call(spelled("createBucket", name), () -> store.createBucket(name));
    return new RecordingBucket(made, spelled("bucket", name), script);
  }

  @Override
  public Bucket bucket(String name) {
    declare();
    return new RecordingBucket(store.bucket(name), spelled("bucket", name), script);
  }

  @Override
  public Bucket bucket() {
    declare();
    return new RecordingBucket(store.bucket(), "store.bucket()", script);
  }

  @Override
  public boolean bucketExists(String name) {
    return call(spelled("bucketExists", name), () -> store.bucketExists(name));
  }

  @Override
  public void deleteBucket(String name) {
    call(
        spelled("deleteBucket", name),
        () -> {
          store.deleteBucket(name);
          return "";
        });
  }

  @Override
  public List<BucketInfo> listBuckets() {
    return call("store.listBuckets()", store::listBuckets);
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

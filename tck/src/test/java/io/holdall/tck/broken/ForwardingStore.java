package io.holdall.tck.broken;

import io.holdall.BlobStore;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.Feature;
import io.holdall.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Does everything as another store does. */
public abstract class ForwardingStore implements BlobStore {
  private final BlobStore store;

  protected ForwardingStore(BlobStore store) {
    this.store = store;
  }

  @Override
  public Bucket createBucket(String name) {
    return store.createBucket(name);
  }

  @Override
  public Bucket bucket(String name) {
    return store.bucket(name);
  }

  @Override
  public Bucket bucket() {
    return store.bucket();
  }

  @Override
  public boolean bucketExists(String name) {
    return store.bucketExists(name);
  }

  @Override
  public void deleteBucket(String name) {
    store.deleteBucket(name);
  }

  @Override
  public List<BucketInfo> listBuckets() {
    return store.listBuckets();
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
    store.close();
  }
}

package io.holdall.spi;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.BucketInfo;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.Limits;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A driver that does what another does, to be changed in some point by a subclass. What it does not
 * change, the optional powers among it, goes straight to the other.
 */
public abstract class ForwardingDriver implements StoreDriver {
  private final StoreDriver driver;

  /** Forwards to this driver. */
  protected ForwardingDriver(StoreDriver driver) {
    this.driver = Objects.requireNonNull(driver);
  }

  /** The driver that calls go to. */
  protected final StoreDriver delegate() {
    return driver;
  }

  @Override
  public Set<Feature> features() {
    return driver.features();
  }

  @Override
  public Limits limits() {
    return driver.limits();
  }

  @Override
  public void createBucket(String bucket) {
    driver.createBucket(bucket);
  }

  @Override
  public void deleteBucket(String bucket) {
    driver.deleteBucket(bucket);
  }

  @Override
  public boolean bucketExists(String bucket) {
    return driver.bucketExists(bucket);
  }

  @Override
  public List<BucketInfo> listBuckets() {
    return driver.listBuckets();
  }

  @Override
  public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
    return driver.put(bucket, key, payload, options);
  }

  @Override
  public OpenBlob get(String bucket, String key, GetOptions options) {
    return driver.get(bucket, key, options);
  }

  @Override
  public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
    return driver.head(bucket, key, conditions);
  }

  @Override
  public void delete(String bucket, String key) {
    driver.delete(bucket, key);
  }

  @Override
  public void deleteIfMatch(String bucket, String key, ETag etag) {
    driver.deleteIfMatch(bucket, key, etag);
  }

  @Override
  public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
    return driver.deleteAll(bucket, keys);
  }

  @Override
  public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
    return driver.copy(source, bucket, key, options);
  }

  @Override
  public ListPage list(String bucket, ListOptions options) {
    return driver.list(bucket, options);
  }

  @Override
  public Optional<MultipartDriver> multipart() {
    return driver.multipart();
  }

  @Override
  public Optional<PresignDriver> presign() {
    return driver.presign();
  }

  @Override
  public Optional<TagDriver> tags() {
    return driver.tags();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return driver.unwrap(type);
  }

  @Override
  public void close() {
    driver.close();
  }
}

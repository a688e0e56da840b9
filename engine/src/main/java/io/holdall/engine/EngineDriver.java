package io.holdall.engine;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.BucketInfo;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.Limits;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.spi.DriverException;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.PresignDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.TagDriver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The driver of every store that is an {@link Engine}. It has all features; {@link Feature#PRESIGN}
 * if it was given what signs.
 */
public final class EngineDriver implements StoreDriver {
  private final Engine engine;
  private final @Nullable Object handle;
  private final @Nullable PresignDriver presign;
  private final Set<Feature> features;
  private final MultipartDriver multipart;
  private final TagDriver tags;

  /**
   * A driver without presigned URLs.
   *
   * @param handle what {@link #unwrap} gives away; null for nothing
   */
  public EngineDriver(Engine engine, @Nullable Object handle) {
    this(engine, handle, null);
  }

  /**
   * @param handle what {@link #unwrap} gives away; null for nothing
   * @param presign makes what signs URLs for this driver, which is closed with it if it is {@link
   *     AutoCloseable}; null for none
   */
  public EngineDriver(
      Engine engine,
      @Nullable Object handle,
      @Nullable Function<? super StoreDriver, ? extends PresignDriver> presign) {
    this.engine = engine;
    this.handle = handle;
    this.multipart = new EngineMultipart(engine);
    this.tags = new EngineTags(engine);
    EnumSet<Feature> all = EnumSet.allOf(Feature.class);
    if (presign == null) {
      all.remove(Feature.PRESIGN);
    }
    this.features = Collections.unmodifiableSet(all);
    this.presign = presign == null ? null : presign.apply(this);
  }

  @Override
  public Set<Feature> features() {
    return features;
  }

  @Override
  public Limits limits() {
    return engine.limits();
  }

  @Override
  public void createBucket(String bucket) {
    engine.withAllKeys(
        () -> {
          if (engine.current().find(bucket) != null) {
            throw new DriverException(
                ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU, "the bucket exists already (BKT-26)");
          }
          engine.commit(new Change.BucketCreated(bucket, engine.now()));
        });
  }

  @Override
  public void deleteBucket(String bucket) {
    engine.withAllKeys(
        () -> {
          if (!engine.current().bucket(bucket).blobs().isEmpty()) {
            throw new DriverException(
                ErrorCode.BUCKET_NOT_EMPTY, "the bucket still holds blobs (BKT-41)");
          }
          engine.commit(new Change.BucketDeleted(bucket));
        });
  }

  @Override
  public boolean bucketExists(String bucket) {
    return engine.current().find(bucket) != null;
  }

  @Override
  public List<BucketInfo> listBuckets() {
    List<BucketInfo> buckets = new ArrayList<>();
    for (TreeCursor<BucketState, ?> at = engine.current().buckets().cursor();
        at.isValid();
        at.advance()) {
      buckets.add(new BucketInfo(at.key(), at.value().createdAt()));
    }
    return Collections.unmodifiableList(buckets);
  }

  @Override
  public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
    return Writes.put(engine, bucket, key, payload, options);
  }

  @Override
  public OpenBlob get(String bucket, String key, GetOptions options) {
    return Reads.get(engine, bucket, key, options);
  }

  @Override
  public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
    return Reads.head(engine, bucket, key, conditions);
  }

  @Override
  public void delete(String bucket, String key) {
    Writes.delete(engine, bucket, key, null);
  }

  @Override
  public void deleteIfMatch(String bucket, String key, ETag etag) {
    Writes.delete(engine, bucket, key, etag);
  }

  @Override
  public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
    engine.current().bucket(bucket);
    List<Optional<DriverException>> outcomes = new ArrayList<>(keys.size());
    for (String key : keys) {
      try {
        delete(bucket, key);
        outcomes.add(Optional.empty());
      } catch (DriverException e) {
        outcomes.add(Optional.of(e));
      }
    }
    return Collections.unmodifiableList(outcomes);
  }

  @Override
  public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
    return Copies.copy(engine, source, bucket, key, options);
  }

  @Override
  public ListPage list(String bucket, ListOptions options) {
    return Pages.blobs(engine.current().bucket(bucket).blobs(), options);
  }

  @Override
  public Optional<MultipartDriver> multipart() {
    return Optional.of(multipart);
  }

  @Override
  public Optional<PresignDriver> presign() {
    return Optional.ofNullable(presign);
  }

  @Override
  public Optional<TagDriver> tags() {
    return Optional.of(tags);
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(handle) ? Optional.of(type.cast(handle)) : Optional.empty();
  }

  /** Ends what serves presigned URLs, then the log. */
  @Override
  public void close() {
    try {
      if (presign instanceof AutoCloseable server) {
        server.close();
      }
    } catch (Exception e) {
      throw new DriverException(
          ErrorCode.IO_FAILED, "the server of presigned URLs could not be stopped: " + e, false, e);
    } finally {
      engine.close();
    }
  }
}

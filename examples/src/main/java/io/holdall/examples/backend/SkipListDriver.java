package io.holdall.examples.backend;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.BucketInfo;
import io.holdall.ByteSpan;
import io.holdall.ChecksumAlgorithm;
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
import io.holdall.spi.VerifiedStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps blobs in skip lists on the heap. */
public final class SkipListDriver implements StoreDriver {
  // Only what is really there: the kit tests that all else is refused, and what is declared is
  // kept.
  private static final Set<Feature> FEATURES =
      Set.of(
          Feature.BUCKET_ADMIN,
          Feature.PUT_IF_ABSENT,
          Feature.PUT_IF_MATCH,
          Feature.DELETE_IF_MATCH,
          Feature.COPY_SOURCE_IF,
          Feature.COPY_TARGET_IF,
          Feature.CONTENT_MD5,
          Feature.MD5_ETAG,
          Feature.ANY_KEY,
          Feature.ANY_DELIMITER,
          Feature.NON_ASCII_METADATA,
          Feature.NON_ASCII_HEADERS);

  private final Clock clock;
  private final ConcurrentNavigableMap<String, SkipListBucket> buckets =
      new ConcurrentSkipListMap<>();

  private SkipListDriver(Clock clock) {
    this.clock = clock;
  }

  /** A new, empty store. */
  public static BlobStore open(Clock clock) {
    return BlobStores.of(new SkipListDriver(clock));
  }

  @Override
  public Set<Feature> features() {
    return FEATURES;
  }

  @Override
  public Limits limits() {
    return Limits.S3;
  }

  /** S3 tells times in whole seconds. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  // ---- buckets

  @Override
  public void createBucket(String bucket) {
    if (buckets.putIfAbsent(bucket, new SkipListBucket(now())) != null) {
      throw new DriverException(ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU, "the bucket exists");
    }
  }

  @Override
  public void deleteBucket(String bucket) {
    SkipListBucket found = bucket(bucket);
    found.delete();
    buckets.remove(bucket, found); // and not one that was made of that name meanwhile
  }

  @Override
  public boolean bucketExists(String bucket) {
    return buckets.containsKey(bucket);
  }

  @Override
  public List<BucketInfo> listBuckets() {
    return buckets.entrySet().stream()
        .map(entry -> new BucketInfo(entry.getKey(), entry.getValue().created()))
        .toList();
  }

  private SkipListBucket bucket(String name) {
    SkipListBucket bucket = buckets.get(name);
    if (bucket == null) {
      throw SkipListBucket.noSuchBucket();
    }
    return bucket;
  }

  // ---- blobs

  @Override
  public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
    SkipListBucket target = bucket(bucket);
    // Read to its end, and found right, before anything is changed. Outside the lock: it may be
    // slow.
    Version next = version(payload, options);
    target.change(
        key,
        current -> {
          Conditions.check(options.condition(), current);
          return next;
        });
    return new PutResult(next.etag(), Optional.empty());
  }

  private Version version(Payload payload, PutOptions options) {
    try (VerifiedStream stream = payload.openVerified(ChecksumAlgorithm.CRC64NVME)) {
      byte[] bytes = stream.readAllBytes();
      ETag etag = ETag.ofMd5(stream.md5());
      return new Version(bytes, etag, now(), options.headers(), options.metadata());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OpenBlob get(String bucket, String key, GetOptions options) {
    Version found = bucket(bucket).get(key);
    Conditions.check(options.conditions(), found, clock.instant(), ErrorCode.NOT_MODIFIED);
    ByteSpan all = new ByteSpan(0, found.bytes().length);
    ByteSpan span =
        options.range().isEmpty()
            ? all
            : options
                .range()
                .get()
                .resolve(all.length())
                .orElseThrow(
                    () -> new DriverException(ErrorCode.INVALID_RANGE, "the range is empty"));
    return new OpenBlob(
        found.attributes(key),
        span,
        new ByteArrayInputStream(found.bytes(), (int) span.offset(), (int) span.length()));
  }

  @Override
  public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
    Version found = bucket(bucket).find(key);
    if (found == null) {
      return Optional.empty();
    }
    Conditions.check(conditions, found, clock.instant(), ErrorCode.NOT_MODIFIED);
    return Optional.of(found.attributes(key));
  }

  @Override
  public void delete(String bucket, String key) {
    bucket(bucket).change(key, current -> null);
  }

  @Override
  public void deleteIfMatch(String bucket, String key, ETag etag) {
    bucket(bucket)
        .change(
            key,
            current -> {
              Conditions.requireMatch(etag, current);
              return null;
            });
  }

  @Override
  public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
    SkipListBucket target = bucket(bucket);
    List<Optional<DriverException>> outcomes = new ArrayList<>();
    for (String key : keys) {
      target.change(key, current -> null);
      outcomes.add(Optional.empty());
    }
    return outcomes;
  }

  @Override
  public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
    SkipListBucket target = bucket(bucket);
    Version from = bucket(source.bucket()).get(source.key());
    Conditions.check(
        options.sourceConditions(), from, clock.instant(), ErrorCode.PRECONDITION_FAILED);
    if (source.equals(new BlobRef(bucket, key)) && options.replacement().isEmpty()) {
      throw new DriverException(
          ErrorCode.INVALID_REQUEST, "a copy onto itself that changes nothing");
    }
    Version next =
        options
            .replacement()
            .map(it -> new Version(from.bytes(), from.etag(), now(), it.headers(), it.metadata()))
            .orElseGet(
                () ->
                    new Version(from.bytes(), from.etag(), now(), from.headers(), from.metadata()));
    target.change(
        key,
        current -> {
          Conditions.check(options.targetCondition(), current);
          return next;
        });
    return new PutResult(next.etag(), Optional.empty());
  }

  @Override
  public ListPage list(String bucket, ListOptions options) {
    return bucket(bucket).list(options);
  }

  // ---- what it has not

  @Override
  public Optional<MultipartDriver> multipart() {
    return Optional.empty();
  }

  @Override
  public Optional<PresignDriver> presign() {
    return Optional.empty();
  }

  @Override
  public Optional<TagDriver> tags() {
    return Optional.empty();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {
    buckets.clear();
  }
}

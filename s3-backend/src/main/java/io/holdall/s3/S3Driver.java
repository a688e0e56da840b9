package io.holdall.s3;

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
import io.holdall.spi.DriverException;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.PresignDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.TagDriver;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The SPI over the SDK: hands each call to the part that knows about it. */
final class S3Driver implements StoreDriver {
  private final Clients clients;
  private final Set<Feature> features;
  private final Buckets buckets;
  private final Reads reads;
  private final Writes writes;
  private final Deletes deletes;
  private final Uploads uploads;
  private final TagSets tags;
  private final Presigns presigns;

  /**
   * @param without what the server lacks of all that S3 can, and the SDK with it: headers outside
   *     ASCII it signs as other bytes than its HTTP clients send
   * @param clock presigned URLs are signed by it
   */
  S3Driver(Clients clients, ChecksumMode mode, Set<Feature> without, Clock clock) {
    this.clients = clients;
    EnumSet<Feature> declared = EnumSet.allOf(Feature.class);
    declared.remove(Feature.NON_ASCII_HEADERS);
    declared.removeAll(without);
    this.features = Set.copyOf(declared);
    ChecksumPolicy checksums = new ChecksumPolicy(mode, features);
    Requests requests = new Requests(clients.readOverride(), clients.writeOverride(), checksums);
    Calls calls =
        new Calls(
            clients.retries(), new Faults(clients.endpoint(), clients.region(), clients::isClosed));
    this.buckets = new Buckets(clients, calls, requests);
    this.reads = new Reads(clients, calls, requests);
    this.writes = new Writes(clients, calls, requests, checksums);
    this.deletes = new Deletes(clients, calls, requests);
    this.uploads = new Uploads(clients, calls, requests, checksums, reads);
    this.tags = new TagSets(clients, calls, requests, reads);
    this.presigns = new Presigns(clients, calls, clock);
  }

  @Override
  public Set<Feature> features() {
    return features;
  }

  @Override
  public Limits limits() {
    return Limits.S3;
  }

  @Override
  public void createBucket(String bucket) {
    buckets.create(bucket);
  }

  @Override
  public void deleteBucket(String bucket) {
    buckets.delete(bucket);
  }

  @Override
  public boolean bucketExists(String bucket) {
    return buckets.exists(bucket);
  }

  @Override
  public List<BucketInfo> listBuckets() {
    return buckets.list();
  }

  @Override
  public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
    return writes.put(bucket, key, payload, options);
  }

  @Override
  public OpenBlob get(String bucket, String key, GetOptions options) {
    return reads.get(bucket, key, options);
  }

  @Override
  public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
    return reads.head(bucket, key, conditions);
  }

  @Override
  public void delete(String bucket, String key) {
    deletes.one(bucket, key);
  }

  @Override
  public void deleteIfMatch(String bucket, String key, ETag etag) {
    deletes.ifMatch(bucket, key, etag);
  }

  @Override
  public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
    return deletes.all(bucket, keys);
  }

  @Override
  public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
    return writes.copy(source, bucket, key, options);
  }

  @Override
  public ListPage list(String bucket, ListOptions options) {
    return reads.list(bucket, options);
  }

  @Override
  public Optional<MultipartDriver> multipart() {
    return declared(Feature.MULTIPART, uploads);
  }

  @Override
  public Optional<PresignDriver> presign() {
    return declared(Feature.PRESIGN, presigns);
  }

  @Override
  public Optional<TagDriver> tags() {
    return declared(Feature.TAGS, tags);
  }

  private <T> Optional<T> declared(Feature feature, T power) {
    return features.contains(feature) ? Optional.of(power) : Optional.empty();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    if (type == S3Client.class) {
      return Optional.of(type.cast(clients.reading()));
    }
    return type == S3Presigner.class
        ? Optional.of(type.cast(clients.presigner()))
        : Optional.empty();
  }

  @Override
  public void close() {
    clients.close();
  }
}

package io.holdall.endpoint;

import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobRef;
import io.holdall.BucketInfo;
import io.holdall.ByteSpan;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.CommonPrefix;
import io.holdall.ContentHeaders;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.Keys;
import io.holdall.Limits;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import io.holdall.spi.Digests;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** The simplest driver that behaves: maps, one lock, and no thought of cost. */
public final class MapDriver implements StoreDriver {
  /** What a key holds. */
  // A carrier that is never compared, as the next.
  @SuppressWarnings("ArrayRecordComponent")
  record Stored(
      byte[] bytes,
      ETag etag,
      Instant time,
      ContentHeaders headers,
      UserMetadata metadata,
      Tags tags,
      Checksum checksum,
      List<Integer> partSizes) {
    Stored tags(Tags value) {
      return new Stored(bytes, etag, time, headers, metadata, value, checksum, partSizes);
    }
  }

  final Clock clock;
  private final Map<String, Instant> created = new TreeMap<>();
  private final Map<String, NavigableMap<String, Stored>> buckets = new TreeMap<>();
  private final MapUploads uploads = new MapUploads(this);
  private Set<Feature> features = EnumSet.complementOf(EnumSet.of(Feature.PRESIGN));
  private boolean closed;

  public MapDriver(Clock clock) {
    this.clock = clock;
  }

  /** Takes a feature away, before the driver is used. */
  public MapDriver without(Feature feature) {
    features = EnumSet.copyOf(features);
    features.remove(feature);
    return this;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public Set<Feature> features() {
    return features;
  }

  @Override
  public Limits limits() {
    return new Limits(1 << 20, 1 << 24, 5, 10_000);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  // ---- buckets

  @Override
  public synchronized void createBucket(String bucket) {
    if (buckets.putIfAbsent(bucket, new TreeMap<>(Keys.UTF8_ORDER)) != null) {
      throw new DriverException(ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU, "it exists");
    }
    created.put(bucket, now());
  }

  @Override
  public synchronized void deleteBucket(String bucket) {
    if (!blobs(bucket).isEmpty()) {
      throw new DriverException(ErrorCode.BUCKET_NOT_EMPTY, "it holds blobs");
    }
    buckets.remove(bucket);
    created.remove(bucket);
  }

  @Override
  public synchronized boolean bucketExists(String bucket) {
    return buckets.containsKey(bucket);
  }

  @Override
  public synchronized List<BucketInfo> listBuckets() {
    return created.entrySet().stream()
        .map(entry -> new BucketInfo(entry.getKey(), entry.getValue()))
        .toList();
  }

  NavigableMap<String, Stored> blobs(String bucket) {
    NavigableMap<String, Stored> blobs = buckets.get(bucket);
    if (blobs == null) {
      throw new DriverException(ErrorCode.NO_SUCH_BUCKET, "there is no such bucket");
    }
    return blobs;
  }

  Stored blob(String bucket, String key) {
    Stored blob = blobs(bucket).get(key);
    if (blob == null) {
      throw new DriverException(ErrorCode.NO_SUCH_KEY, "there is no such blob");
    }
    return blob;
  }

  // ---- blobs

  /** The bytes of a payload, with their digests. */
  @SuppressWarnings("ArrayRecordComponent")
  record Taken(byte[] bytes, ETag etag, Checksum checksum) {}

  static Taken take(Payload payload, ChecksumAlgorithm algorithm) {
    try (VerifiedStream stream = payload.openVerified(algorithm)) {
      byte[] bytes = stream.readAllBytes();
      return new Taken(bytes, ETag.ofMd5(stream.md5()), stream.checksum());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized PutResult put(
      String bucket, String key, Payload payload, PutOptions options) {
    blobs(bucket);
    ChecksumAlgorithm algorithm =
        options
            .checksumAlgorithm()
            .or(() -> payload.expectedChecksum().map(Checksum::algorithm))
            .orElse(ChecksumAlgorithm.CRC64NVME);
    Taken taken = take(payload, algorithm);
    return publish(bucket, key, taken, options, options.condition(), List.of());
  }

  PutResult publish(
      String bucket,
      String key,
      Taken taken,
      PutOptions options,
      WriteCondition condition,
      List<Integer> partSizes) {
    checkWrite(condition, bucket, key);
    blobs(bucket)
        .put(
            key,
            new Stored(
                taken.bytes(),
                taken.etag(),
                now(),
                options.headers(),
                options.metadata(),
                options.tags(),
                taken.checksum(),
                partSizes));
    return new PutResult(taken.etag(), Optional.of(taken.checksum()));
  }

  private void checkWrite(WriteCondition condition, String bucket, String key) {
    if (condition instanceof WriteCondition.IfAbsent && blobs(bucket).containsKey(key)) {
      throw failed();
    }
    if (condition instanceof WriteCondition.IfMatch match) {
      checkMatch(match.etag(), blob(bucket, key));
    }
  }

  private static void checkMatch(ETag etag, Stored blob) {
    if (!etag.value().equals("*") && !etag.equals(blob.etag())) {
      throw failed();
    }
  }

  private static DriverException failed() {
    return new DriverException(ErrorCode.PRECONDITION_FAILED, "a condition does not hold");
  }

  static void checkRead(ReadConditions conditions, Stored blob, ErrorCode unchanged) {
    if (conditions.ifMatch().isPresent()) {
      checkMatch(conditions.ifMatch().get(), blob);
    } else if (conditions.ifUnmodifiedSince().filter(blob.time()::isAfter).isPresent()) {
      throw failed();
    }
    boolean same =
        conditions.ifNoneMatch().isPresent()
            ? conditions
                .ifNoneMatch()
                .filter(tag -> tag.value().equals("*") || tag.equals(blob.etag()))
                .isPresent()
            : conditions.ifModifiedSince().filter(t -> !blob.time().isAfter(t)).isPresent();
    if (same) {
      throw new DriverException(unchanged, "it is the same");
    }
  }

  @Override
  public synchronized OpenBlob get(String bucket, String key, GetOptions options) {
    Stored blob = blob(bucket, key);
    checkRead(options.conditions(), blob, ErrorCode.NOT_MODIFIED);
    ByteSpan span = new ByteSpan(0, blob.bytes().length);
    OptionalInt count = OptionalInt.empty();
    if (options.part().isPresent()) {
      int number = options.part().getAsInt();
      if (number > Math.max(1, blob.partSizes().size())) {
        throw new DriverException(ErrorCode.INVALID_PART_NUMBER, "no such part");
      }
      if (!blob.partSizes().isEmpty()) {
        long offset = blob.partSizes().subList(0, number - 1).stream().mapToLong(n -> n).sum();
        span = new ByteSpan(offset, blob.partSizes().get(number - 1));
        count = OptionalInt.of(blob.partSizes().size());
      }
    } else if (options.range().isPresent()) {
      span =
          options
              .range()
              .get()
              .resolve(blob.bytes().length)
              .orElseThrow(() -> new DriverException(ErrorCode.INVALID_RANGE, "nothing there"));
    }
    return new OpenBlob(
        attributes(key, blob, count),
        span,
        new ByteArrayInputStream(blob.bytes(), (int) span.offset(), (int) span.length()));
  }

  private static BlobAttributes attributes(String key, Stored blob, OptionalInt partCount) {
    return new BlobAttributes(
        new BlobInfo(key, blob.bytes().length, blob.etag(), blob.time()).checksum(blob.checksum()),
        blob.headers(),
        blob.metadata(),
        Optional.of(blob.checksum()),
        blob.tags().asMap().size(),
        partCount);
  }

  @Override
  public synchronized Optional<BlobAttributes> head(
      String bucket, String key, ReadConditions conditions) {
    Stored blob = blobs(bucket).get(key);
    if (blob == null) {
      return Optional.empty();
    }
    checkRead(conditions, blob, ErrorCode.NOT_MODIFIED);
    return Optional.of(attributes(key, blob, OptionalInt.empty()));
  }

  @Override
  public synchronized void delete(String bucket, String key) {
    blobs(bucket).remove(key);
  }

  @Override
  public synchronized void deleteIfMatch(String bucket, String key, ETag etag) {
    checkMatch(etag, blob(bucket, key));
    delete(bucket, key);
  }

  @Override
  public synchronized List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
    List<Optional<DriverException>> outcomes = new ArrayList<>();
    for (String key : keys) {
      delete(bucket, key);
      outcomes.add(Optional.empty());
    }
    return outcomes;
  }

  @Override
  public synchronized PutResult copy(
      BlobRef source, String bucket, String key, CopyOptions options) {
    Stored from = blob(source.bucket(), source.key());
    checkRead(options.sourceConditions(), from, ErrorCode.PRECONDITION_FAILED);
    boolean same = source.equals(new BlobRef(bucket, key));
    if (same && options.replacement().isEmpty() && options.checksumAlgorithm().isEmpty()) {
      throw new DriverException(ErrorCode.INVALID_REQUEST, "onto itself");
    }
    PutOptions kept =
        options
            .replacement()
            .map(r -> PutOptions.defaults().headers(r.headers()).metadata(r.metadata()))
            .orElse(PutOptions.defaults().headers(from.headers()).metadata(from.metadata()))
            .tags(options.replacementTags().orElse(from.tags()));
    ChecksumAlgorithm algorithm = options.checksumAlgorithm().orElse(from.checksum().algorithm());
    Taken taken = new Taken(from.bytes(), md5(from.bytes()), Digests.of(algorithm, from.bytes()));
    return publish(bucket, key, taken, kept, options.targetCondition(), List.of());
  }

  static ETag md5(byte[] bytes) {
    return ETag.ofMd5(Digests.md5().digest(bytes));
  }

  @Override
  public synchronized ListPage list(String bucket, ListOptions options) {
    String after = options.continuation().orElse(options.startAfter());
    List<ListEntry> entries = new ArrayList<>();
    String last = "";
    for (Map.Entry<String, Stored> entry : blobs(bucket).entrySet()) {
      String key = entry.getKey();
      String name = rolled(key, options.prefix(), options.delimiter());
      boolean shown =
          key.startsWith(options.prefix())
              && Keys.UTF8_ORDER.compare(name, after) > 0
              && !name.equals(last);
      if (shown) {
        if (entries.size() == options.pageSize()) {
          return new ListPage(entries, Optional.of(last));
        }
        entries.add(
            name.equals(key)
                ? attributes(key, entry.getValue(), OptionalInt.empty()).info()
                : new CommonPrefix(name));
        last = name;
      }
    }
    return new ListPage(entries, Optional.empty());
  }

  static String rolled(String key, String prefix, String delimiter) {
    int at =
        delimiter.isEmpty() || !key.startsWith(prefix)
            ? -1
            : key.indexOf(delimiter, prefix.length());
    return at < 0 ? key : key.substring(0, at + delimiter.length());
  }

  // ---- powers

  @Override
  public Optional<MultipartDriver> multipart() {
    return Optional.of(uploads);
  }

  @Override
  public Optional<PresignDriver> presign() {
    return Optional.empty();
  }

  @Override
  public Optional<TagDriver> tags() {
    return Optional.of(
        new TagDriver() {
          @Override
          public Tags get(String bucket, String key) {
            return blob(bucket, key).tags();
          }

          @Override
          public void set(String bucket, String key, Tags tags) {
            blobs(bucket).put(key, blob(bucket, key).tags(tags));
          }
        });
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
  }
}

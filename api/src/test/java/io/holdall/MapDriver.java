package io.holdall;

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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Blobs in a map. It writes down each call, and a test can hang on to any call to make it fail or
 * to change something under it. Just enough semantics to test the layer above.
 */
final class MapDriver implements StoreDriver, MultipartDriver, PresignDriver, TagDriver {
  static final String BUCKET = "bucket";
  static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  // A private carrier that is never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Stored(byte[] bytes, ETag etag, PutOptions options, Optional<Checksum> checksum) {}

  record Upload(String key, PutOptions options, Map<Integer, Stored> parts) {}

  final Set<Feature> features = EnumSet.allOf(Feature.class);
  Limits limits = new Limits(1000, 100_000, 1, 100);

  /** Each call as {@code name key}, in the order of their beginning. */
  final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  final Map<String, Stored> blobs = new ConcurrentSkipListMap<>(Keys.UTF8_ORDER);
  final Map<String, Upload> uploads = new ConcurrentHashMap<>();

  /** What was said at the start of uploads and at their end. */
  final List<PutOptions> starts = Collections.synchronizedList(new ArrayList<>());

  final List<CompleteOptions> completions = Collections.synchronizedList(new ArrayList<>());

  /** Runs at the beginning of each call with what is written down of it. */
  volatile Consumer<String> before = call -> {};

  /** What comes between a blob's bytes and its reader. */
  volatile UnaryOperator<InputStream> content = UnaryOperator.identity();

  private final AtomicInteger ids = new AtomicInteger();

  static PortableStore storeOf(MapDriver driver) {
    return (PortableStore) BlobStores.of(driver);
  }

  Bucket bucket() {
    return BlobStores.of(this).bucket(BUCKET);
  }

  /** Throws at every call that begins like this. */
  void failAt(String call, ErrorCode code) {
    Consumer<String> others = before;
    before =
        begun -> {
          others.accept(begun);
          if (begun.startsWith(call)) {
            throw new DriverException(code, "made to fail");
          }
        };
  }

  long count(String call) {
    synchronized (calls) {
      return calls.stream().filter(begun -> begun.startsWith(call)).count();
    }
  }

  /** Waits until so many calls that begin like this have begun. */
  void awaitCalls(String call, int count) {
    while (count(call) < count) {
      Thread.onSpinWait();
    }
  }

  byte[] bytes(String key) {
    return blobs.get(key).bytes();
  }

  private void begin(String call) {
    calls.add(call);
    before.accept(call);
  }

  @Override
  public Set<Feature> features() {
    return features;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public void createBucket(String bucket) {
    begin("createBucket " + bucket);
  }

  @Override
  public void deleteBucket(String bucket) {
    begin("deleteBucket " + bucket);
  }

  @Override
  public boolean bucketExists(String bucket) {
    begin("bucketExists " + bucket);
    return bucket.equals(BUCKET);
  }

  @Override
  public List<BucketInfo> listBuckets() {
    begin("listBuckets");
    return List.of(new BucketInfo(BUCKET, TIME));
  }

  private static Stored read(Payload payload, PutOptions options) {
    ChecksumAlgorithm algorithm =
        options
            .checksumAlgorithm()
            .or(() -> payload.expectedChecksum().map(Checksum::algorithm))
            .orElse(ChecksumAlgorithm.CRC64NVME);
    try (VerifiedStream stream = payload.openVerified(algorithm)) {
      byte[] bytes = stream.readAllBytes();
      return new Stored(bytes, ETag.ofMd5(stream.md5()), options, Optional.of(stream.checksum()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
    begin("put " + key);
    Stored stored = read(payload, options);
    check(key, options.condition());
    blobs.put(key, stored);
    return new PutResult(stored.etag(), stored.checksum());
  }

  private void check(String key, WriteCondition condition) {
    Stored old = blobs.get(key);
    if (condition instanceof WriteCondition.IfAbsent && old != null) {
      throw new DriverException(ErrorCode.PRECONDITION_FAILED, "there is a blob");
    }
    if (condition instanceof WriteCondition.IfMatch match
        && (old == null || !old.etag().equals(match.etag()))) {
      throw new DriverException(ErrorCode.PRECONDITION_FAILED, "another tag");
    }
  }

  private static BlobAttributes attributes(String key, Stored blob) {
    return new BlobAttributes(
        new BlobInfo(key, blob.bytes().length, blob.etag(), TIME),
        blob.options().headers(),
        blob.options().metadata(),
        blob.checksum(),
        blob.options().tags().asMap().size(),
        OptionalInt.empty());
  }

  private Stored find(String key) {
    Stored blob = blobs.get(key);
    if (blob == null) {
      throw new DriverException(ErrorCode.NO_SUCH_KEY, "there is no such blob");
    }
    return blob;
  }

  @Override
  public OpenBlob get(String bucket, String key, GetOptions options) {
    begin("get " + key);
    Stored blob = find(key);
    if (options.conditions().ifMatch().isPresent()
        && !options.conditions().ifMatch().get().equals(blob.etag())) {
      throw new DriverException(ErrorCode.PRECONDITION_FAILED, "another tag");
    }
    int size = blob.bytes().length;
    ByteSpan span =
        options.range().isEmpty()
            ? new ByteSpan(0, size)
            : options
                .range()
                .get()
                .resolve(size)
                .orElseThrow(
                    () -> new DriverException(ErrorCode.INVALID_RANGE, "there are no such bytes"));
    InputStream bytes =
        new ByteArrayInputStream(blob.bytes(), (int) span.offset(), (int) span.length());
    return new OpenBlob(attributes(key, blob), span, content.apply(bytes));
  }

  @Override
  public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
    begin("head " + key);
    return Optional.ofNullable(blobs.get(key)).map(blob -> attributes(key, blob));
  }

  @Override
  public void delete(String bucket, String key) {
    begin("delete " + key);
    blobs.remove(key);
  }

  @Override
  public void deleteIfMatch(String bucket, String key, ETag etag) {
    begin("deleteIfMatch " + key);
    blobs.remove(key);
  }

  @Override
  public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
    begin("deleteAll " + keys.size());
    List<Optional<DriverException>> errors = new ArrayList<>();
    for (String key : keys) {
      if (key.startsWith("locked")) {
        errors.add(Optional.of(new DriverException(ErrorCode.ACCESS_DENIED, "it is locked")));
      } else {
        blobs.remove(key);
        errors.add(Optional.empty());
      }
    }
    return errors;
  }

  @Override
  public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
    begin("copy " + source + " " + key);
    Stored blob = find(source.key());
    if (blob.bytes().length > limits.maxPutSize()) {
      throw new DriverException(ErrorCode.INVALID_REQUEST, "the source is too large");
    }
    blobs.put(key, blob);
    return new PutResult(blob.etag(), blob.checksum());
  }

  @Override
  public ListPage list(String bucket, ListOptions options) {
    begin("list " + options.prefix());
    List<ListEntry> entries = new ArrayList<>();
    String last = options.token() == null ? options.startAfter() : options.token();
    for (Map.Entry<String, Stored> blob : blobs.entrySet()) {
      String key = blob.getKey();
      if (!key.startsWith(options.prefix())) {
        continue;
      }
      int cut =
          options.delimiter().isEmpty()
              ? -1
              : key.indexOf(options.delimiter(), options.prefix().length());
      String name = cut < 0 ? key : key.substring(0, cut + options.delimiter().length());
      if (Keys.UTF8_ORDER.compare(name, last) <= 0) {
        continue;
      }
      if (entries.size() == options.pageSize()) {
        return new ListPage(entries, Optional.of(last));
      }
      entries.add(cut < 0 ? attributes(key, blob.getValue()).info() : new CommonPrefix(name));
      last = name;
    }
    return new ListPage(entries, Optional.empty());
  }

  @Override
  public Optional<MultipartDriver> multipart() {
    return Optional.of(this);
  }

  @Override
  public Optional<PresignDriver> presign() {
    return Optional.of(this);
  }

  @Override
  public Optional<TagDriver> tags() {
    return Optional.of(this);
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
  }

  @Override
  public void close() {
    begin("close");
  }

  // ---- multipart

  private Upload upload(String key, String uploadId) {
    Upload upload = uploads.get(uploadId);
    if (upload == null || !upload.key().equals(key)) {
      throw new DriverException(ErrorCode.NO_SUCH_UPLOAD, "there is no such upload");
    }
    return upload;
  }

  @Override
  public String start(String bucket, String key, PutOptions options) {
    begin("start " + key);
    starts.add(options);
    String id = "upload-" + ids.incrementAndGet();
    uploads.put(id, new Upload(key, options, new ConcurrentSkipListMap<>()));
    return id;
  }

  @Override
  public UploadedPart uploadPart(
      String bucket, String key, String uploadId, int number, Payload payload) {
    begin("uploadPart " + number);
    Stored part = read(payload, PutOptions.defaults());
    upload(key, uploadId).parts().put(number, part);
    return new UploadedPart(number, part.etag(), part.checksum());
  }

  @Override
  public UploadedPart copyPart(
      String bucket,
      String key,
      String uploadId,
      int number,
      BlobRef source,
      Optional<ByteRange.Between> range,
      ReadConditions conditions) {
    begin("copyPart " + number);
    Stored blob = find(source.key());
    if (conditions.ifMatch().isPresent() && !conditions.ifMatch().get().equals(blob.etag())) {
      throw new DriverException(ErrorCode.PRECONDITION_FAILED, "another tag");
    }
    ByteRange.Between bytes = range.orElse(new ByteRange.Between(0, blob.bytes().length - 1));
    byte[] copied = Arrays.copyOfRange(blob.bytes(), (int) bytes.first(), (int) bytes.last() + 1);
    ETag etag = ETag.ofMd5(Digests.md5().digest(copied));
    upload(key, uploadId)
        .parts()
        .put(number, new Stored(copied, etag, PutOptions.defaults(), Optional.empty()));
    return new UploadedPart(number, etag, Optional.empty());
  }

  @Override
  public PartPage listParts(String bucket, String key, String uploadId, int afterNumber, int most) {
    begin("listParts " + afterNumber);
    List<PartInfo> parts = new ArrayList<>();
    upload(key, uploadId)
        .parts()
        .forEach(
            (number, part) -> {
              if (number > afterNumber) {
                parts.add(
                    new PartInfo(
                        new UploadedPart(number, part.etag(), part.checksum()),
                        part.bytes().length,
                        TIME));
              }
            });
    // Pages of two, whatever was asked for, so that whoever lists must go on.
    int size = Math.min(2, parts.size());
    return new PartPage(List.copyOf(parts.subList(0, size)), parts.size() > size);
  }

  @Override
  public PutResult complete(
      String bucket,
      String key,
      String uploadId,
      List<UploadedPart> parts,
      CompleteOptions options) {
    begin("complete " + parts.stream().map(UploadedPart::number).toList());
    Upload upload = upload(key, uploadId);
    completions.add(options);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (UploadedPart part : parts) {
      bytes.writeBytes(upload.parts().get(part.number()).bytes());
    }
    byte[] whole = bytes.toByteArray();
    if (options.checksum().isPresent()
        && !options
            .checksum()
            .get()
            .equals(Digests.of(options.checksum().get().algorithm(), whole))) {
      throw new DriverException(ErrorCode.BAD_DIGEST, "the checksum differs");
    }
    check(key, options.condition());
    ETag etag = ETag.ofParts(Digests.md5().digest(whole), parts.size());
    uploads.remove(uploadId);
    blobs.put(key, new Stored(whole, etag, upload.options(), options.checksum()));
    return new PutResult(etag, options.checksum());
  }

  @Override
  public void abort(String bucket, String key, String uploadId) {
    begin("abort " + key);
    upload(key, uploadId);
    uploads.remove(uploadId);
  }

  @Override
  public UploadPage listUploads(String bucket, UploadListOptions options) {
    begin("listUploads " + options.prefix() + " " + options.keyMarker());
    List<UploadInfo> all = new ArrayList<>();
    uploads.forEach((id, upload) -> all.add(new UploadInfo(upload.key(), id, TIME)));
    all.sort(Comparator.comparing(UploadInfo::key).thenComparing(UploadInfo::id));
    List<UploadInfo> shown =
        all.stream()
            .filter(u -> u.key().startsWith(options.prefix()))
            .filter(
                u ->
                    u.key().compareTo(options.keyMarker()) > 0
                        || (u.key().equals(options.keyMarker())
                            && !options.uploadIdMarker().isEmpty()
                            && u.id().compareTo(options.uploadIdMarker()) > 0))
            .toList();
    int size = Math.min(2, shown.size());
    return new UploadPage(shown.subList(0, size), List.of(), shown.size() > size);
  }

  // ---- presign and tags

  @Override
  public PresignedUrl presign(String bucket, PresignRequest request) {
    begin("presign " + request.key());
    return new PresignedUrl(
        URI.create("http://localhost/signed"),
        request.method(),
        request.headers(),
        TIME.plus(request.validFor()));
  }

  @Override
  public Tags get(String bucket, String key) {
    begin("getTags " + key);
    return find(key).options().tags();
  }

  @Override
  public void set(String bucket, String key, Tags tags) {
    begin("setTags " + key);
    Stored blob = find(key);
    blobs.put(
        key, new Stored(blob.bytes(), blob.etag(), blob.options().tags(tags), blob.checksum()));
  }
}

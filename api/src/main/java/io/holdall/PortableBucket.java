package io.holdall;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The one bucket: checks arguments and features, and leaves each concern to its own class. */
final class PortableBucket implements Bucket {
  private final Access access;

  PortableBucket(Access access) {
    this.access = access;
  }

  @Override
  public String name() {
    return access.bucket();
  }

  @Override
  public String prefix() {
    return access.prefix();
  }

  @Override
  public BlobStore store() {
    return access.store();
  }

  @Override
  public PutResult put(String key, Body body, PutOptions options) {
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(options, "options");
    return Writes.put(access, access.checkKey(key), body, options);
  }

  @Override
  public BlobWriter writer(String key, PutOptions options) {
    Objects.requireNonNull(options, "options");
    return Writes.writer(access, access.checkKey(key), options);
  }

  @Override
  public Blob get(String key, GetOptions options) {
    Objects.requireNonNull(options, "options");
    return Reads.get(access, access.checkKey(key), options);
  }

  @Override
  public BlobAttributes download(String key, Path file, GetOptions options) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(options, "options");
    return new Download(access, access.checkKey(key), file, options).run();
  }

  @Override
  public BlobAttributes head(String key, ReadConditions conditions) {
    Objects.requireNonNull(conditions, "conditions");
    return Reads.head(access, access.checkKey(key), conditions)
        .orElseThrow(
            () ->
                access.error(ErrorCode.NO_SUCH_KEY, Operation.HEAD, key, "there is no such blob"));
  }

  @Override
  public Optional<BlobAttributes> find(String key) {
    return Reads.head(access, access.checkKey(key), ReadConditions.none());
  }

  @Override
  public void delete(String key) {
    access.checkKey(key);
    access.run(Operation.DELETE, key, () -> access.driver().delete(access.bucket(), key));
  }

  @Override
  public void delete(String key, ETag ifMatch) {
    access.checkKey(key);
    Objects.requireNonNull(ifMatch, "ifMatch");
    access.need(Feature.DELETE_IF_MATCH, Operation.DELETE, key);
    access.run(
        Operation.DELETE, key, () -> access.driver().deleteIfMatch(access.bucket(), key, ifMatch));
  }

  @Override
  public List<DeleteOutcome> deleteAll(Iterable<String> keys) {
    Objects.requireNonNull(keys, "keys");
    return Deletes.all(access, keys);
  }

  @Override
  public PutResult copy(BlobRef source, String key, CopyOptions options) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    return Copies.copy(access, source, access.checkKey(key), options);
  }

  @Override
  public Listing list(ListOptions options) {
    Listings.check(access, options);
    return new PortableListing(access, options);
  }

  @Override
  public ListPage listPage(ListOptions options) {
    Listings.check(access, options);
    return Listings.page(access, options);
  }

  @Override
  public MultipartUpload startUpload(String key, PutOptions options) {
    Objects.requireNonNull(options, "options");
    return Uploads.start(access, access.checkKey(key), options);
  }

  @Override
  public MultipartUpload upload(String key, String uploadId) {
    Objects.requireNonNull(uploadId, "uploadId");
    access.checkKey(key);
    access.need(Feature.MULTIPART, Operation.UPLOAD_PART, key);
    return new PortableUpload(access, key, uploadId);
  }

  @Override
  public Stream<UploadInfo> listUploads(String prefix) {
    return Uploads.all(access, access.checkPrefix(prefix));
  }

  @Override
  public UploadPage listUploads(UploadListOptions options) {
    Objects.requireNonNull(options, "options");
    return Uploads.page(access, options);
  }

  @Override
  public PresignedUrl presign(PresignRequest request) {
    access.checkKey(request.key());
    access.need(Feature.PRESIGN, Operation.PRESIGN, request.key());
    return access.call(
        Operation.PRESIGN,
        request.key(),
        () ->
            access
                .driver()
                .presign()
                .orElseThrow(() -> Access.undeclared(Feature.PRESIGN))
                .presign(access.bucket(), request));
  }

  @Override
  public Tags tags(String key) {
    access.checkKey(key);
    access.need(Feature.TAGS, Operation.GET_TAGS, key);
    return access.call(Operation.GET_TAGS, key, () -> access.tags().get(access.bucket(), key));
  }

  @Override
  public void setTags(String key, Tags tags) {
    Objects.requireNonNull(tags, "tags");
    replaceTags(Operation.SET_TAGS, key, tags);
  }

  @Override
  public void deleteTags(String key) {
    replaceTags(Operation.DELETE_TAGS, key, Tags.none());
  }

  private void replaceTags(Operation operation, String key, Tags tags) {
    access.checkKey(key);
    access.need(Feature.TAGS, operation, key);
    access.run(operation, key, () -> access.tags().set(access.bucket(), key, tags));
  }

  @Override
  public DirectoryReport uploadDirectory(Path directory, String prefix, PutOptions options) {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(options, "options");
    return Directories.upload(this, access, directory, access.checkPrefix(prefix), options);
  }

  @Override
  public DirectoryReport downloadDirectory(String prefix, Path directory) {
    Objects.requireNonNull(directory, "directory");
    return Directories.download(this, access, access.checkPrefix(prefix), directory);
  }

  @Override
  public Bucket under(String prefix) {
    return new PortableBucket(access.under(prefix));
  }

  @Override
  public Bucket readOnly() {
    return new PortableBucket(access.readOnly());
  }

  /** The bucket and the view. */
  @Override
  public String toString() {
    return "Bucket[" + access.bucket() + "/" + access.prefix() + "]";
  }
}

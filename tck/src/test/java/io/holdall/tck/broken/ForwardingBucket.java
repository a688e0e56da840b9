package io.holdall.tck.broken;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.BlobStore;
import io.holdall.BlobWriter;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.CopyOptions;
import io.holdall.DeleteOutcome;
import io.holdall.DirectoryReport;
import io.holdall.ETag;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.Listing;
import io.holdall.MultipartUpload;
import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadInfo;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Does everything as another bucket does. */
abstract class ForwardingBucket implements Bucket {
  private final Bucket bucket;

  ForwardingBucket(Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public String name() {
    return bucket.name();
  }

  @Override
  public String prefix() {
    return bucket.prefix();
  }

  @Override
  public BlobStore store() {
    return bucket.store();
  }

  @Override
  public PutResult put(String key, Body body, PutOptions options) {
    return bucket.put(key, body, options);
  }

  @Override
  public BlobWriter writer(String key, PutOptions options) {
    return bucket.writer(key, options);
  }

  @Override
  public Blob get(String key, GetOptions options) {
    return bucket.get(key, options);
  }

  @Override
  public BlobAttributes download(String key, Path file, GetOptions options) {
    return bucket.download(key, file, options);
  }

  @Override
  public BlobAttributes head(String key, ReadConditions conditions) {
    return bucket.head(key, conditions);
  }

  @Override
  public Optional<BlobAttributes> find(String key) {
    return bucket.find(key);
  }

  @Override
  public void delete(String key) {
    bucket.delete(key);
  }

  @Override
  public void delete(String key, ETag ifMatch) {
    bucket.delete(key, ifMatch);
  }

  @Override
  public List<DeleteOutcome> deleteAll(Iterable<String> keys) {
    return bucket.deleteAll(keys);
  }

  @Override
  public PutResult copy(BlobRef source, String key, CopyOptions options) {
    return bucket.copy(source, key, options);
  }

  @Override
  public Listing list(ListOptions options) {
    return bucket.list(options);
  }

  @Override
  public ListPage listPage(ListOptions options) {
    return bucket.listPage(options);
  }

  @Override
  public MultipartUpload startUpload(String key, PutOptions options) {
    return bucket.startUpload(key, options);
  }

  @Override
  public MultipartUpload upload(String key, String uploadId) {
    return bucket.upload(key, uploadId);
  }

  @Override
  public Stream<UploadInfo> listUploads(String prefix) {
    return bucket.listUploads(prefix);
  }

  @Override
  public UploadPage listUploads(UploadListOptions options) {
    return bucket.listUploads(options);
  }

  @Override
  public PresignedUrl presign(PresignRequest request) {
    return bucket.presign(request);
  }

  @Override
  public Tags tags(String key) {
    return bucket.tags(key);
  }

  @Override
  public void setTags(String key, Tags tags) {
    bucket.setTags(key, tags);
  }

  @Override
  public void deleteTags(String key) {
    bucket.deleteTags(key);
  }

  @Override
  public DirectoryReport uploadDirectory(Path directory, String prefix, PutOptions options) {
    return bucket.uploadDirectory(directory, prefix, options);
  }

  @Override
  public DirectoryReport downloadDirectory(String prefix, Path directory) {
    return bucket.downloadDirectory(prefix, directory);
  }

  @Override
  public Bucket under(String prefix) {
    return bucket.under(prefix);
  }

  @Override
  public Bucket readOnly() {
    return bucket.readOnly();
  }
}

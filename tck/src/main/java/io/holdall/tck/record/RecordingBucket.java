package io.holdall.tck.record;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A bucket whose calls are written down. */
public final class RecordingBucket implements Bucket {
  private final Bucket bucket;
  private final String name;
  private final Script script;

  /**
   * @param name of the variable that stands for the bucket in the script
   */
  public RecordingBucket(Bucket bucket, String name, Script script) {
    this.bucket = bucket;
    this.name = name;
    this.script = script;
  }

  private <T extends @Nullable Object> T call(
      String stem, String method, Supplier<T> action, Object... arguments) {
    List<Object> given = List.of(arguments);
    return script.call(
        stem,
        code ->
            name
                + "."
                + method
                + given.stream().map(code::of).collect(Collectors.joining(", ", "(", ")")),
        action);
  }

  private void act(String method, Runnable action, Object... arguments) {
    call(
        "",
        method,
        () -> {
          action.run();
          return null;
        },
        arguments);
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
  public BlobRef ref(String key) {
    BlobRef ref = bucket.ref(key);
    script.name(ref, name + ".ref(" + JavaCode.quoted(key) + ")");
    return ref;
  }

  @Override
  public PutResult put(String key, Body body, PutOptions options) {
    return call("put", "put", () -> bucket.put(key, body, options), key, body, options);
  }

  @Override
  public BlobWriter writer(String key, PutOptions options) {
    return call("writer", "writer", () -> bucket.writer(key, options), key, options);
  }

  @Override
  public Blob get(String key, GetOptions options) {
    return call("blob", "get", () -> bucket.get(key, options), key, options);
  }

  @Override
  public BlobAttributes download(String key, Path file, GetOptions options) {
    return call("", "download", () -> bucket.download(key, file, options), key, file, options);
  }

  @Override
  public BlobAttributes head(String key, ReadConditions conditions) {
    return call("head", "head", () -> bucket.head(key, conditions), key, conditions);
  }

  @Override
  public Optional<BlobAttributes> find(String key) {
    return call("found", "find", () -> bucket.find(key), key);
  }

  @Override
  public void delete(String key) {
    act("delete", () -> bucket.delete(key), key);
  }

  @Override
  public void delete(String key, ETag ifMatch) {
    act("delete", () -> bucket.delete(key, ifMatch), key, ifMatch);
  }

  @Override
  public List<DeleteOutcome> deleteAll(Iterable<String> keys) {
    List<String> given = new ArrayList<>();
    keys.forEach(given::add);
    return call("outcomes", "deleteAll", () -> bucket.deleteAll(given), given);
  }

  @Override
  public PutResult copy(BlobRef source, String key, CopyOptions options) {
    return call("copy", "copy", () -> bucket.copy(source, key, options), source, key, options);
  }

  @Override
  public Listing list(ListOptions options) {
    return call("listing", "list", () -> bucket.list(options), options);
  }

  @Override
  public ListPage listPage(ListOptions options) {
    return call("page", "listPage", () -> bucket.listPage(options), options);
  }

  @Override
  public MultipartUpload startUpload(String key, PutOptions options) {
    // The variable's name is not known before the line is written, so the call is made first.
    MultipartUpload upload =
        call("upload", "startUpload", () -> bucket.startUpload(key, options), key, options);
    return new RecordingUpload(upload, uploadCode(upload), script);
  }

  @Override
  public MultipartUpload upload(String key, String uploadId) {
    MultipartUpload upload = bucket.upload(key, uploadId);
    return new RecordingUpload(upload, uploadCode(upload), script);
  }

  private RecordingUpload.Spelling uploadCode(MultipartUpload upload) {
    return code -> name + ".upload(" + code.of(upload.key()) + ", " + code.of(upload.id()) + ")";
  }

  @Override
  public Stream<UploadInfo> listUploads(String prefix) {
    return call("", "listUploads", () -> bucket.listUploads(prefix), prefix);
  }

  @Override
  public UploadPage listUploads(UploadListOptions options) {
    return call("uploads", "listUploads", () -> bucket.listUploads(options), options);
  }

  @Override
  public PresignedUrl presign(PresignRequest request) {
    return call("url", "presign", () -> bucket.presign(request), request);
  }

  @Override
  public Tags tags(String key) {
    return call("tags", "tags", () -> bucket.tags(key), key);
  }

  @Override
  public void setTags(String key, Tags tags) {
    act("setTags", () -> bucket.setTags(key, tags), key, tags);
  }

  @Override
  public void deleteTags(String key) {
    act("deleteTags", () -> bucket.deleteTags(key), key);
  }

  @Override
  public DirectoryReport uploadDirectory(Path directory, String prefix, PutOptions options) {
    return call(
        "",
        "uploadDirectory",
        () -> bucket.uploadDirectory(directory, prefix, options),
        directory,
        prefix,
        options);
  }

  @Override
  public DirectoryReport downloadDirectory(String prefix, Path directory) {
    return call(
        "",
        "downloadDirectory",
        () -> bucket.downloadDirectory(prefix, directory),
        prefix,
        directory);
  }

  @Override
  public Bucket under(String prefix) {
    Bucket view = bucket.under(prefix);
    return new RecordingBucket(view, name + ".under(" + JavaCode.quoted(prefix) + ")", script);
  }

  @Override
  public Bucket readOnly() {
    return new RecordingBucket(bucket.readOnly(), name + ".readOnly()", script);
  }
}

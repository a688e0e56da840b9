package io.holdall.local;

import io.holdall.BlobStore;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.UploadInfo;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a store should hold, without any of the store's own code. Immutable by habit: whoever
 * changes one changes a {@link #copy()}.
 */
final class Model {
  static final Model EMPTY = new Model();

  final SortedMap<String, BucketModel> buckets = new TreeMap<>();

  static final class BucketModel {
    final SortedMap<String, BlobModel> blobs = new TreeMap<>();
    final SortedMap<String, UploadModel> uploads = new TreeMap<>();
  }

  record BlobModel(
      ByteBuffer bytes, ETag etag, Map<String, String> metadata, Map<String, String> tags) {
    /** A blob that was put in one piece. */
    static BlobModel of(byte[] bytes, Map<String, String> metadata) {
      return new BlobModel(ByteBuffer.wrap(bytes), ETag.ofMd5(md5(bytes)), metadata, Map.of());
    }

    BlobModel tags(Map<String, String> value) {
      return new BlobModel(bytes, etag, metadata, value);
    }
  }

  /**
   * @param id the store's name for it, once it is started
   */
  record UploadModel(
      AtomicReference<String> id, Map<String, String> metadata, SortedMap<Integer, byte[]> parts) {
    private byte[] joined() {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      parts.values().forEach(joined::writeBytes);
      return joined.toByteArray();
    }

    /** The blob that it becomes. */
    BlobModel completed() {
      ByteArrayOutputStream digests = new ByteArrayOutputStream();
      parts.values().forEach(part -> digests.writeBytes(md5(part)));
      ETag etag = ETag.ofParts(md5(digests.toByteArray()), parts.size());
      return new BlobModel(ByteBuffer.wrap(joined()), etag, metadata, Map.of());
    }
  }

  Model copy() {
    Model copy = new Model();
    buckets.forEach(
        (name, bucket) -> {
          BucketModel other = new BucketModel();
          other.blobs.putAll(bucket.blobs);
          bucket.uploads.forEach(
              (key, upload) ->
                  other.uploads.put(
                      key,
                      new UploadModel(
                          upload.id(), upload.metadata(), new TreeMap<>(upload.parts()))));
          copy.buckets.put(name, other);
        });
    return copy;
  }

  /** The same, with the names that a store has given to its uploads. */
  Model known(BlobStore store) {
    Model known = copy();
    known.buckets.forEach(
        (name, bucket) -> {
          for (UploadInfo info : store.bucket(name).listUploads("").toList()) {
            bucket.uploads.get(info.key()).id().set(info.id());
          }
        });
    return known;
  }

  /** What a store that holds this shows. */
  Shown shown() {
    SortedMap<String, String> entries = new TreeMap<>();
    buckets.forEach(
        (name, bucket) -> {
          entries.put(name, "");
          bucket.blobs.forEach(
              (key, blob) ->
                  entries.put(
                      name + "/" + key,
                      Shown.blob(
                          blob.bytes().array(),
                          blob.etag(),
                          contentType(blob.metadata()),
                          blob.metadata(),
                          blob.tags())));
          bucket.uploads.forEach(
              (key, upload) -> {
                StringBuilder parts = new StringBuilder();
                upload
                    .parts()
                    .forEach(
                        (number, part) ->
                            parts.append(Shown.part(number, part.length, ETag.ofMd5(md5(part)))));
                entries.put(name + "?" + key, parts.toString());
              });
        });
    return new Shown(entries);
  }

  /** Follows from the metadata, so that nobody need keep it. */
  static String contentType(Map<String, String> metadata) {
    return metadata.isEmpty() ? ContentHeaders.DEFAULT_CONTENT_TYPE : "text/" + metadata.get("n");
  }

  static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

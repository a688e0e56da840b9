package io.holdall.local;

import io.holdall.BlobStore;
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

  record BlobModel(ByteBuffer bytes, Map<String, String> metadata, Map<String, String> tags) {}

  /**
   * @param id the store's name for it, once it is started
   */
  record UploadModel(
      AtomicReference<String> id, Map<String, String> metadata, SortedMap<Integer, byte[]> parts) {
    byte[] joined() {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      parts.values().forEach(joined::writeBytes);
      return joined.toByteArray();
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
                      Shown.blob(blob.bytes().array(), blob.metadata(), blob.tags())));
          bucket.uploads.forEach(
              (key, upload) -> {
                StringBuilder parts = new StringBuilder();
                upload
                    .parts()
                    .forEach(
                        (number, part) -> parts.append(Shown.part(number, part.length, md5(part))));
                entries.put(name + "?" + key, parts.toString());
              });
        });
    return new Shown(entries);
  }

  private static String md5(byte[] bytes) {
    try {
      return ETag.ofMd5(MessageDigest.getInstance("MD5").digest(bytes)).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

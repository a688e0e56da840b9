package io.holdall.local;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.PartInfo;
import io.holdall.UploadInfo;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What a store shows: its buckets, blobs and open uploads, and to each all that there is to see.
 *
 * @param entries by {@code bucket}, {@code bucket/key} and {@code bucket?key}
 */
record Shown(SortedMap<String, String> entries) {
  Shown {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** Stands for a blob that the store says is corrupt. */
  private static final String CORRUPT = "corrupt";

  /** Reads everything. */
  static Shown by(BlobStore store) {
    return by(store, false);
  }

  /** Reads everything that is not said to be corrupt. */
  static Shown readable(BlobStore store) {
    return by(store, true);
  }

  private static Shown by(BlobStore store, boolean corruptToo) {
    SortedMap<String, String> entries = new TreeMap<>();
    for (BucketInfo info : store.listBuckets()) {
      entries.put(info.name(), "");
      Bucket bucket = store.bucket(info.name());
      for (BlobInfo listed : bucket.list()) {
        entries.put(info.name() + "/" + listed.key(), blob(bucket, listed, corruptToo));
      }
      for (UploadInfo upload : bucket.listUploads("").toList()) {
        StringBuilder parts = new StringBuilder();
        for (PartInfo part : bucket.upload(upload.key(), upload.id()).parts()) {
          parts.append(part(part.number(), part.size(), part.part().etag()));
        }
        entries.put(info.name() + "?" + upload.key(), parts.toString());
      }
    }
    return new Shown(entries);
  }

  private static String blob(Bucket bucket, BlobInfo listed, boolean corruptToo) {
    try (Blob blob = bucket.get(listed.key())) {
      BlobAttributes attributes = blob.attributes();
      if (!attributes.info().equals(listed)) {
        throw new AssertionError("listed as " + listed + ", read as " + attributes.info());
      }
      return blob(
          blob.bytes(),
          attributes.etag(),
          attributes.contentType(),
          attributes.metadata().asMap(),
          bucket.tags(listed.key()).asMap());
    } catch (BlobStoreException e) {
      if (corruptToo && e.code() == ErrorCode.CORRUPT) {
        return CORRUPT;
      }
      throw e;
    }
  }

  static String blob(
      byte[] bytes,
      ETag etag,
      String contentType,
      Map<String, String> metadata,
      Map<String, String> tags) {
    return "%s %s %s %s %s".formatted(bytes(bytes), etag, contentType, metadata, tags);
  }

  static String part(int number, long size, ETag etag) {
    return "[%d: %d bytes, %s]".formatted(number, size, etag);
  }

  private static String bytes(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.wrap(bytes));
    return "%d bytes, %08x".formatted(bytes.length, crc.getValue());
  }

  /** What is in the buckets whose names begin so. */
  Shown in(String prefix) {
    SortedMap<String, String> some = new TreeMap<>(entries);
    some.keySet().removeIf(name -> !name.startsWith(prefix));
    return new Shown(some);
  }

  /** This, and another one besides. */
  Shown with(Shown other) {
    SortedMap<String, String> both = new TreeMap<>(entries);
    both.putAll(other.entries);
    return new Shown(both);
  }

  /** Whether something is said to be corrupt. */
  boolean isCorrupt() {
    return entries.containsValue(CORRUPT);
  }

  /** Whether this shows the same, except that blobs are corrupt. */
  boolean isReadablePartOf(Shown whole) {
    return entries.keySet().equals(whole.entries.keySet())
        && entries.entrySet().stream()
            .allMatch(
                entry ->
                    entry.getValue().equals(CORRUPT)
                        || entry.getValue().equals(whole.entries.get(entry.getKey())));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    entries.forEach((name, value) -> text.append("\n  ").append(name).append(": ").append(value));
    return text.isEmpty() ? "\n  nothing" : text.toString();
  }
}

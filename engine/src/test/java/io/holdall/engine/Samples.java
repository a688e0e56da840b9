package io.holdall.engine;

import io.holdall.BlobInfo;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ETag;
import io.holdall.spi.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Values to test with. */
final class Samples {
  /** Keys put together of these begin alike, and differ where UTF-8 and UTF-16 do. */
  static final List<String> PIECES = List.of("a", "b", "/", "0", "｡", "😀", "\uE000");

  static final Instant TIME = Instant.parse("2024-05-06T07:08:09Z");

  private Samples() {}

  /** A body that is nowhere. */
  record Bytes(long length) implements BodyRef {}

  /** The blob whose content is its key. */
  static StoredBlob blob(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return new StoredBlob(
        new BlobInfo(key, bytes.length, etag(bytes), TIME),
        new Bytes(bytes.length),
        checksum(ChecksumAlgorithm.CRC64NVME, bytes),
        Annotations.DEFAULT,
        List.of());
  }

  static StoredPart part(int number, ChecksumAlgorithm algorithm, byte[] bytes) {
    return new StoredPart(
        number, new Bytes(bytes.length), etag(bytes), checksum(algorithm, bytes), TIME);
  }

  static ETag etag(byte[] bytes) {
    return ETag.ofMd5(Digests.md5().digest(bytes));
  }

  static Checksum checksum(ChecksumAlgorithm algorithm, byte[] bytes) {
    return Digests.of(algorithm, bytes);
  }
}

package io.holdall.engine;

import io.holdall.BlobRef;
import io.holdall.ByteRange;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.ReadConditions;
import io.holdall.spi.Digests;
import io.holdall.spi.DriverException;
import io.holdall.spi.RunningChecksum;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** Finds what is to be copied. A copy shares the bytes of its source. */
final class Sources {
  private static final int CHUNK = 64 * 1024;

  private Sources() {}

  /**
   * A version of the source, which stays whatever happens to the key.
   *
   * @param held the bytes to copy; closed by whoever has this, unless it hands it over
   */
  record Source(StoredBlob blob, Held held) implements AutoCloseable {
    @Override
    public void close() {
      held.close();
    }
  }

  /** The MD5, as an ETag, and the checksum of some bytes. */
  record Digested(ETag etag, Checksum checksum) {}

  /**
   * @param range empty for the whole blob
   * @throws DriverException NO_SUCH_BUCKET, NO_SUCH_KEY, PRECONDITION_FAILED; INVALID_ARGUMENT or
   *     INVALID_REQUEST for a range that is not within the blob (MPU-22), and for more bytes than a
   *     put may have (COPY-04)
   */
  static Source find(
      Engine engine, BlobRef source, Optional<ByteRange.Between> range, ReadConditions conditions) {
    StoredBlob gone = null;
    while (true) {
      StoredBlob blob = engine.current().bucket(source.bucket()).blob(source.key());
      if (blob == null) {
        throw new DriverException(
            ErrorCode.NO_SUCH_KEY, "there is no blob " + source + " to copy from");
      }
      Reads.requireKept(blob, gone);
      Preconditions.checkCopySource(conditions, blob.info(), engine.now());
      Content content = range.isEmpty() ? blob.content() : cut(blob.content(), range.get());
      if (content.length() > engine.limits().maxPutSize()) {
        throw new DriverException(
            ErrorCode.INVALID_REQUEST,
            "a copy takes at most %s bytes at once, not %s (COPY-04)"
                .formatted(engine.limits().maxPutSize(), content.length()));
      }
      Held held = engine.hold(content);
      if (held != null) {
        return new Source(blob, held);
      }
      // The blob was replaced or deleted since the state was read: the next one tells.
      gone = blob;
    }
  }

  private static Content cut(Content content, ByteRange.Between range) {
    if (range.first() >= content.length()) {
      throw new DriverException(
          ErrorCode.INVALID_REQUEST,
          "the range begins at %s and the source has %s bytes (MPU-22)"
              .formatted(range.first(), content.length()));
    }
    if (range.last() >= content.length()) {
      throw new DriverException(
          ErrorCode.INVALID_ARGUMENT,
          "the range ends at %s and the source has %s bytes (MPU-22)"
              .formatted(range.last(), content.length()));
    }
    return Pieces.of(Pieces.cut(content, range.first(), range.last() - range.first() + 1));
  }

  /** Reads bytes that are held. */
  static Digested digest(Engine engine, Held held, ChecksumAlgorithm algorithm) {
    MessageDigest md5 = Digests.md5();
    RunningChecksum checksum = Digests.start(algorithm);
    long length = held.content().length();
    try (InputStream in = engine.open(held.content(), 0, length)) {
      if (in == null) {
        throw new IllegalStateException("a body is gone although it is held");
      }
      byte[] chunk = new byte[(int) Math.min(CHUNK, length + 1)];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        md5.update(chunk, 0, count);
        checksum.update(chunk, 0, count);
      }
    } catch (IOException e) {
      throw new DriverException(
          ErrorCode.IO_FAILED, "the source could not be read: " + e, false, e);
    }
    return new Digested(ETag.ofMd5(md5.digest()), checksum.value());
  }
}

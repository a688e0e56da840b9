package io.holdall;

import io.holdall.spi.Digests;
import io.holdall.spi.DriverException;
import io.holdall.spi.RunningChecksum;
import io.holdall.spi.VerifiedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body: never more than its length, never less in silence. Digests are checked as soon as
 * the last byte is known to be the last. Where the length is declared that is before the last bytes
 * are handed out, so that not even a driver that never asks for the end can publish a bad body.
 */
final class PayloadStream extends VerifiedStream {
  private final BodyPayload payload;
  private final InputStream source;
  private final long length;

  private @Nullable MessageDigest md5;
  private @Nullable RunningChecksum asked;
  private @Nullable ChecksumAlgorithm askedAlgorithm;

  /** Where the one that is asked for is of another algorithm, or none is. */
  private @Nullable RunningChecksum compared;

  private @Nullable ContentMd5 expectedMd5;
  private @Nullable Checksum expectedChecksum;

  private long count;
  private boolean complete;
  private byte @Nullable [] md5Digest;

  /**
   * @param length or {@link BodyPayload#UNKNOWN}
   */
  PayloadStream(BodyPayload payload, InputStream source, long length) {
    this.payload = payload;
    this.source = source;
    this.length = length;
  }

  PayloadStream computing(ChecksumAlgorithm algorithm) {
    md5 = Digests.md5();
    asked = Digests.start(algorithm);
    askedAlgorithm = algorithm;
    return this;
  }

  PayloadStream expecting(Optional<ContentMd5> digest, Optional<Checksum> checksum) {
    if (digest.isPresent()) {
      expectedMd5 = digest.get();
      md5 = md5 == null ? Digests.md5() : md5;
    }
    if (checksum.isPresent()) {
      expectedChecksum = checksum.get();
      ChecksumAlgorithm algorithm = checksum.get().algorithm();
      compared = algorithm == askedAlgorithm ? null : Digests.start(algorithm);
    }
    return this;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int most) {
    Objects.checkFromIndexSize(offset, most, target.length);
    RuntimeException failure = payload.failure();
    if (failure != null) {
      throw failure;
    }
    if (most == 0) {
      return 0;
    }
    int wanted = length == BodyPayload.UNKNOWN ? most : (int) Math.min(most, length - count);
    int got = complete ? -1 : wanted == 0 ? atEnd() : fill(target, offset, wanted);
    if (got > 0) {
      took(target, offset, got);
    }
    return got;
  }

  private int fill(byte[] target, int offset, int wanted) {
    int got;
    try {
      got = source.read(target, offset, wanted);
    } catch (IOException | RuntimeException e) {
      throw payload.fail(
          Transfers.failure(
              ErrorCode.BODY_FAILED, "the body failed after %s bytes: %s".formatted(count, e), e));
    }
    if (got >= 0 && got <= wanted) {
      return got;
    }
    if (got != -1) {
      throw payload.fail(
          new DriverException(
              ErrorCode.BODY_FAILED,
              "the body's stream is broken: asked for %s bytes after %s, it says that it gave %s"
                  .formatted(wanted, count, got)));
    }
    if (length != BodyPayload.UNKNOWN) {
      throw payload.fail(
          new DriverException(
              ErrorCode.INCOMPLETE_BODY,
              "the body ended after %s of %s bytes".formatted(count, length)));
    }
    return atEnd();
  }

  private void took(byte[] bytes, int offset, int got) {
    if (md5 != null) {
      md5.update(bytes, offset, got);
    }
    if (asked != null) {
      asked.update(bytes, offset, got);
    }
    if (compared != null) {
      compared.update(bytes, offset, got);
    }
    count += got;
    payload.reached(count);
    if (count == length) {
      atEnd();
    }
  }

  private int atEnd() {
    md5Digest = md5 == null ? null : md5.digest();
    if (expectedMd5 != null && md5Digest != null) {
      refuseUnless("MD5", expectedMd5.value(), ContentMd5.of(md5Digest).value());
    }
    RunningChecksum actual = compared == null ? asked : compared;
    if (expectedChecksum != null && actual != null) {
      refuseUnless(
          expectedChecksum.algorithm().name(), expectedChecksum.value(), actual.value().value());
    }
    complete = true;
    return -1;
  }

  private void refuseUnless(String name, String expected, String actual) {
    if (!actual.equals(expected)) {
      throw payload.fail(
          new DriverException(
              ErrorCode.BAD_DIGEST,
              "the %s of the body is %s, not %s as declared".formatted(name, actual, expected)));
    }
  }

  /** One copy where the length is declared. */
  @Override
  public byte[] readNBytes(int most) {
    if (length == BodyPayload.UNKNOWN) {
      return readNBytesOfUnknown(most);
    }
    if (most < 0) {
      throw new IllegalArgumentException("a number of bytes must not be negative: " + most);
    }
    byte[] bytes = new byte[(int) Math.min(most, length - count)];
    for (int at = 0; at < bytes.length; ) {
      at += read(bytes, at, bytes.length - at);
    }
    if (bytes.length < most && !complete) {
      atEnd();
    }
    return bytes;
  }

  private byte[] readNBytesOfUnknown(int most) {
    try {
      return super.readNBytes(most);
    } catch (IOException e) {
      throw new UncheckedIOException("reading here throws no such exception", e);
    }
  }

  @Override
  public byte[] readAllBytes() {
    if (length - count > Integer.MAX_VALUE - 8) {
      throw new OutOfMemoryError("a body of " + length + " bytes does not fit an array");
    }
    return readNBytes(Integer.MAX_VALUE);
  }

  @Override
  public int available() throws IOException {
    int ready = source.available();
    return length == BodyPayload.UNKNOWN ? ready : (int) Math.min(ready, length - count);
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      // Either all bytes were read, and then nothing is lost, or a failure is on its way already.
      return;
    }
  }

  @Override
  public byte[] md5() {
    requireComplete();
    if (md5Digest == null) {
      throw new IllegalStateException("this stream does not compute an MD5");
    }
    return md5Digest.clone();
  }

  @Override
  public Checksum checksum() {
    requireComplete();
    if (asked == null) {
      throw new IllegalStateException("this stream does not compute a checksum");
    }
    return asked.value();
  }

  private void requireComplete() {
    if (!complete) {
      throw new IllegalStateException("the digests are known only at the end of the body");
    }
  }

  @Override
  public long count() {
    return count;
  }
}

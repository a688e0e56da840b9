package io.holdall.s3;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentMd5;
import io.holdall.ErrorCode;
import io.holdall.spi.Digests;
import io.holdall.spi.DriverException;
import io.holdall.spi.Payload;
import io.holdall.spi.RunningChecksum;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A payload on its way to S3, which wants the checksum before the bytes. It knows whether the bytes
 * can be sent again, and whether the last attempt has sent all of them. Used by one thread.
 */
final class Outgoing {
  /** Up to here a payload is taken into memory rather than read twice. */
  private static final int SMALL = 64 * 1024;

  /** Up to here a payload that can be read only once is taken into memory, to be sent again. */
  private static final int BUFFERED = 16 * 1024 * 1024;

  private final Supplier<InputStream> source;
  private final long length;
  private final boolean repeatable;
  private final @Nullable Checksum checksum;
  private final @Nullable ChecksumAlgorithm trailing;
  private final @Nullable ContentMd5 md5;
  private final Traffic traffic;
  private @Nullable InputStream open;
  private int opened;
  private long sent;

  private Outgoing(
      Supplier<InputStream> source,
      long length,
      boolean repeatable,
      @Nullable Checksum checksum,
      @Nullable ChecksumAlgorithm trailing,
      @Nullable ContentMd5 md5,
      Traffic traffic) {
    this.source = source;
    this.length = length;
    this.repeatable = repeatable;
    this.checksum = checksum;
    this.trailing = trailing;
    this.md5 = md5;
    this.traffic = traffic;
  }

  /**
   * Makes the payload ready: reads it, if that is needed for its checksum.
   *
   * @param wanted the algorithm that the store is to keep; if empty the one that the payload
   *     expects, or none
   * @param traffic hears of the bytes that are sent
   */
  static Outgoing of(Payload payload, Optional<ChecksumAlgorithm> wanted, Traffic traffic) {
    @Nullable Checksum expected = payload.expectedChecksum().orElse(null);
    @Nullable ChecksumAlgorithm algorithm =
        wanted.orElse(expected == null ? null : expected.algorithm());
    @Nullable Checksum known =
        expected != null && expected.algorithm() == algorithm ? expected : null;
    // S3 takes one checksum a request (CHK-04): a second one is compared on this side.
    Supplier<InputStream> source =
        expected == null || algorithm == null || known != null
            ? payload::open
            : () -> payload.openVerified(algorithm);
    @Nullable ContentMd5 md5 = payload.expectedMd5().orElse(null);
    long length = payload.length();
    if (length <= SMALL || (length <= BUFFERED && !payload.isRepeatable())) {
      byte[] bytes = readAll(source);
      return new Outgoing(
          () -> new ByteArrayInputStream(bytes),
          bytes.length,
          true,
          known == null && algorithm != null ? Digests.of(algorithm, bytes) : known,
          null,
          md5,
          traffic);
    }
    if (known == null && algorithm != null && payload.isRepeatable()) {
      known = digest(source, algorithm);
    }
    return new Outgoing(
        source,
        length,
        payload.isRepeatable(),
        known,
        known == null ? trailing(algorithm) : null,
        md5,
        traffic);
  }

  /**
   * What the SDK can compute while it sends. CRC64NVME it cannot; S3 computes that one by itself
   * for whatever comes without a checksum (CHK-09).
   */
  private static @Nullable ChecksumAlgorithm trailing(@Nullable ChecksumAlgorithm algorithm) {
    return algorithm == ChecksumAlgorithm.CRC64NVME ? null : algorithm;
  }

  /** To the end: only there are the digests compared, also of a body without bytes. */
  private static byte[] readAll(Supplier<InputStream> source) {
    try (InputStream bytes = source.get()) {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static Checksum digest(Supplier<InputStream> source, ChecksumAlgorithm algorithm) {
    RunningChecksum running = Digests.start(algorithm);
    byte[] chunk = new byte[SMALL];
    try (InputStream bytes = source.get()) {
      for (int got = bytes.read(chunk); got >= 0; got = bytes.read(chunk)) {
        running.update(chunk, 0, got);
      }
      return running.value();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static DriverException failed(IOException e) {
    return new DriverException(
        ErrorCode.BODY_FAILED, "the body cannot be read: " + e.getMessage(), false, e);
  }

  /** What goes into the request as {@code x-amz-checksum-…}. */
  Optional<Checksum> checksum() {
    return Optional.ofNullable(checksum);
  }

  /** What the SDK is to compute and send behind the bytes. */
  Optional<ChecksumAlgorithm> trailing() {
    return Optional.ofNullable(trailing);
  }

  Optional<ContentMd5> md5() {
    return Optional.ofNullable(md5);
  }

  long length() {
    return length;
  }

  RequestBody body(String contentType) {
    return RequestBody.fromContentProvider(Sending::new, length, contentType);
  }

  /**
   * Whether the last attempt came to its last byte, so that the server may have all of them. Of a
   * body that is cut off nothing is stored (CONS-02).
   */
  boolean isSent() {
    return sent >= length;
  }

  /** Whether the bytes can be read as often as is needed. */
  boolean isRepeatable() {
    return repeatable;
  }

  /** Whether another attempt finds all bytes. */
  boolean isReadable() {
    return repeatable || opened == 0;
  }

  /**
   * Opens the source with the first byte that is asked for: until there is a connection to send
   * over, a body that can be read only once is not touched.
   */
  private final class Sending extends InputStream {
    private @Nullable InputStream bytes;
    private long count;

    /** The client reads a body once to sign it and once to send it; the later stream is sent. */
    private Sending() {
      sent = 0;
    }

    private InputStream bytes() throws IOException {
      if (bytes == null) {
        if (!isReadable()) {
          throw new DriverException(
              ErrorCode.BODY_FAILED, "the body can be read only once, and has been read before");
        }
        if (open != null) {
          open.close();
        }
        opened++;
        // The client asks for 4 KiB at a time, and each time of a file would be a system call.
        bytes = new BufferedInputStream(source.get(), SMALL);
        open = bytes;
      }
      return bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
      int got = bytes().read(target, offset, most);
      if (got > 0) {
        count += got;
        sent = count;
        traffic.moved();
      }
      return got;
    }

    @Override
    public void close() throws IOException {
      if (bytes != null) {
        bytes.close();
      }
    }
  }
}

package io.holdall.s3;

import io.holdall.Checksum;
import io.holdall.ErrorCode;
import io.holdall.spi.Digests;
import io.holdall.spi.DriverException;
import io.holdall.spi.RunningChecksum;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;

/**
 * The bytes of an answer. With its last byte it asks for the end, so that the SDK compares the
 * checksum and takes the connection back; closed earlier, it hangs up rather than read the rest.
 */
final class BlobContent extends InputStream {
  private final ResponseInputStream<?> answer;
  private final long length;
  private final Faults faults;
  private final Traffic traffic;
  private final @Nullable Checksum expected;
  private final @Nullable RunningChecksum running;
  private long count;
  private boolean ended;

  /**
   * @param length how many bytes the answer holds
   * @param expected what they must give, where that is not for the SDK to compare
   */
  BlobContent(
      ResponseInputStream<?> answer,
      long length,
      Optional<Checksum> expected,
      Faults faults,
      Traffic traffic) {
    this.answer = answer;
    this.length = length;
    this.faults = faults;
    this.traffic = traffic;
    this.expected = expected.orElse(null);
    this.running = expected.map(checksum -> Digests.start(checksum.algorithm())).orElse(null);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int most) {
    Objects.checkFromIndexSize(offset, most, target.length);
    if (most == 0) {
      return 0;
    }
    if (ended) {
      return -1;
    }
    try {
      if (length == 0) {
        end();
        return -1;
      }
      int got = answer.read(target, offset, (int) Math.min(most, length - count));
      if (got < 0) {
        throw new IOException("the answer ended after %s of %s bytes".formatted(count, length));
      }
      if (running != null) {
        running.update(target, offset, got);
      }
      count += got;
      traffic.moved();
      if (count == length) {
        end();
      }
      return got;
    } catch (IOException e) {
      throw faults.cutOff(e, count, length);
    } catch (DriverException e) {
      throw e;
    } catch (RuntimeException e) {
      throw faults.isStoreClosed() || Outage.of(e).isPresent()
          ? faults.translate(e)
          : damaged(e.getMessage(), e);
    }
  }

  private void end() throws IOException {
    answer.read();
    ended = true;
    if (expected != null && running != null && !running.value().equals(expected)) {
      throw damaged("they have the checksum %s, not %s".formatted(running.value(), expected), null);
    }
  }

  private static DriverException damaged(@Nullable String how, @Nullable Throwable cause) {
    return new DriverException(
        ErrorCode.CORRUPT, "the bytes are not those that were stored: " + how, true, cause);
  }

  /** One copy. */
  @Override
  public byte[] readNBytes(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("a number of bytes must not be negative: " + most);
    }
    byte[] bytes = new byte[(int) Math.min(most, length - count)];
    for (int at = 0; at < bytes.length; ) {
      at += read(bytes, at, bytes.length - at);
    }
    return bytes;
  }

  @Override
  public int available() throws IOException {
    return ended ? 0 : (int) Math.min(answer.available(), length - count);
  }

  @Override
  public void close() {
    traffic.moved();
    if (count == length) {
      try {
        answer.close();
      } catch (IOException e) {
        // All bytes are there; the connection is lost, and nothing else.
        answer.abort();
      }
    } else {
      answer.abort();
    }
  }
}

package io.holdall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of the layer above the drivers share. */
final class Testing {
  private Testing() {}

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** The exception that the call throws, which must have this code. */
  static BlobStoreException thrown(ErrorCode code, ThrowingCallable call) {
    BlobStoreException e = catchThrowableOfType(BlobStoreException.class, call);
    assertThat(e).as("a failure with " + code).isNotNull();
    assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
    return e;
  }

  /** A stream of bytes that counts what is read, gives few at a time, and can fail on the way. */
  static final class Source extends InputStream {
    final AtomicLong read = new AtomicLong();
    private final byte[] bytes;
    private final int failsAt;
    private final Runnable onRead;
    private int at;
    private Thread reader;

    Source(byte[] bytes) {
      this(bytes, -1, () -> {});
    }

    Source(byte[] bytes, int failsAt, Runnable onRead) {
      this.bytes = bytes;
      this.failsAt = failsAt;
      this.onRead = onRead;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      reader = reader == null ? Thread.currentThread() : reader;
      assertThat(Thread.currentThread()).as("the one thread that reads").isSameAs(reader);
      onRead.run();
      if (at == failsAt) {
        throw new IOException("the source broke");
      }
      if (at == bytes.length) {
        return -1;
      }
      int most = failsAt < 0 ? bytes.length - at : failsAt - at;
      int got = Math.min(Math.min(length, 7), most);
      System.arraycopy(bytes, at, target, offset, got);
      at += got;
      read.addAndGet(got);
      return got;
    }
  }
}

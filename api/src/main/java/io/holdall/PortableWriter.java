package io.holdall;

import io.holdall.spi.DriverException;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one writer. */
final class PortableWriter extends BlobWriter {
  private enum State {
    OPEN,
    FAILED,
    COMMITTED,
    CLOSED
  }

  private final Access access;
  private final String key;
  private final Assembler assembler;
  private State state = State.OPEN;
  private @Nullable Throwable failure;

  PortableWriter(Access access, String key, Assembler assembler) {
    this.access = access;
    this.key = key;
    this.assembler = assembler;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (state != State.OPEN) {
      throw new IOException("nothing can be written: " + reason(), failure);
    }
    try {
      access.store().requireOpen();
      assembler.append(bytes, offset, length);
    } catch (DriverException e) {
      throw new IOException(fail(Errors.of(e, Operation.PUT, access.bucket(), key)));
    } catch (BlobStoreException e) {
      throw new IOException(e.getMessage(), fail(e));
    } catch (RuntimeException | Error e) {
      fail(e);
      throw e;
    }
  }

  private <T extends Throwable> T fail(T e) {
    state = State.FAILED;
    failure = e;
    assembler.abandon(e);
    return e;
  }

  @Override
  public PutResult commit() {
    if (state != State.OPEN) {
      throw new IllegalStateException("this writer cannot be committed: " + reason(), failure);
    }
    try {
      access.store().requireOpen();
      PutResult result = access.call(Operation.PUT, key, assembler::finish);
      state = State.COMMITTED;
      return result;
    } catch (RuntimeException | Error e) {
      fail(e);
      throw e;
    }
  }

  private String reason() {
    return switch (state) {
      case OPEN -> "it is open";
      case FAILED -> "an earlier write failed";
      case COMMITTED -> "it is committed already";
      case CLOSED -> "it is closed";
    };
  }

  @Override
  public void close() {
    if (state == State.OPEN) {
      state = State.CLOSED;
      // Closing never throws: an upload that cannot be aborted stays, as after a lost process.
      assembler.abandon(new IllegalStateException("closed without a commit"));
    }
  }
}

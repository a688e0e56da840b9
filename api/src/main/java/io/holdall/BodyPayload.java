package io.holdall;

import io.holdall.spi.FileFailures;
import io.holdall.spi.Payload;
import io.holdall.spi.VerifiedStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A body on its way to a driver. Its streams are used by one thread at a time. */
final class BodyPayload implements Payload {
  /** Of a body whose length shows only at its end; such payloads are not for drivers. */
  static final long UNKNOWN = -1;

  private final Body body;
  private final long length;
  private final Progress progress;

  /** What went wrong first with the stream that is or was open last. */
  private volatile @Nullable RuntimeException failure;

  /** How many bytes the listener has heard of, whichever stream they were read from. */
  private long told;

  BodyPayload(Body body, long length, Progress progress) {
    this.body = body;
    this.length = length;
    this.progress = progress;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public boolean isRepeatable() {
    return body.isRepeatable();
  }

  @Override
  public Optional<Checksum> expectedChecksum() {
    return body.expectedChecksum();
  }

  @Override
  public Optional<ContentMd5> expectedMd5() {
    return body.expectedMd5();
  }

  @Override
  public InputStream open() {
    return new PayloadStream(this, source(), length);
  }

  @Override
  public VerifiedStream openVerified(ChecksumAlgorithm algorithm) {
    return new PayloadStream(this, source(), length)
        .computing(algorithm)
        .expecting(body.expectedMd5(), body.expectedChecksum());
  }

  /** As {@link #open}, and checks what is expected. */
  PayloadStream openChecked() {
    return new PayloadStream(this, source(), length)
        .expecting(body.expectedMd5(), body.expectedChecksum());
  }

  private InputStream source() {
    if (body.isRepeatable()) {
      failure = null;
    }
    try {
      return body.open();
    } catch (IOException | RuntimeException e) {
      throw fail(
          Transfers.failure(
              ErrorCode.BODY_FAILED, "the body cannot be opened: " + FileFailures.reason(e), e));
    }
  }

  /** What made a stream of this fail, if one did: the body itself, or the listener. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  /** Remembers the failure, unless there is an earlier one, and returns it. */
  RuntimeException fail(RuntimeException e) {
    if (failure == null) {
      failure = e;
    }
    return e;
  }

  /** Counts bytes up to this position, once only when they are read again. */
  void reached(long position) {
    if (position > told) {
      long news = position - told;
      told = position;
      try {
        progress.advance(news);
      } catch (RuntimeException e) {
        throw fail(e);
      }
    }
  }
}

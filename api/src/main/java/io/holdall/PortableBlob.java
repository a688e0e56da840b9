package io.holdall;

import io.holdall.spi.DriverException;
import io.holdall.spi.OpenBlob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** The one reader: gives exactly the announced bytes or fails. */
final class PortableBlob implements Blob {
  private final Access access;
  private final String key;
  private final OpenBlob blob;
  private final Progress progress;
  private boolean taken;
  private final AtomicBoolean closed = new AtomicBoolean();

  PortableBlob(Access access, String key, OpenBlob blob, TransferListener listener) {
    this.access = access;
    this.key = key;
    this.blob = blob;
    this.progress = new Progress(listener, OptionalLong.of(blob.span().length()));
  }

  @Override
  public BlobAttributes attributes() {
    return blob.attributes();
  }

  @Override
  public ByteSpan span() {
    return blob.span();
  }

  @Override
  public InputStream stream() {
    return open();
  }

  /** The bytes, with the store's failures as they are if asked in that way. */
  BlobStream open() {
    take();
    return new BlobStream(this, blob.content(), blob.span().length(), progress);
  }

  @Override
  public byte[] bytes() {
    take();
    long length = blob.span().length();
    if (length > Integer.MAX_VALUE - 8) {
      close();
      throw new IllegalStateException("%s bytes do not fit an array".formatted(length));
    }
    try {
      InputStream content = blob.content();
      byte[] bytes = content.readNBytes((int) length);
      if (bytes.length < length) {
        throw cutOff(bytes.length);
      }
      // Asked for its end, the content may find that its checksum is wrong.
      content.read();
      progress.advance(length);
      return bytes;
    } catch (DriverException | IOException e) {
      throw failure(e);
    } finally {
      close();
    }
  }

  @Override
  public long writeTo(OutputStream target) throws IOException {
    BlobStream stream = open();
    try {
      return stream.writeTo(target);
    } finally {
      close();
    }
  }

  private void take() {
    if (taken) {
      throw new IllegalStateException("the bytes of this blob were taken before");
    }
    if (closed.get()) {
      throw new IllegalStateException("this blob is closed");
    }
    taken = true;
  }

  boolean isClosed() {
    return closed.get();
  }

  BlobStoreException cutOff(long got) {
    return access.error(
        ErrorCode.INCOMPLETE_BODY,
        Operation.GET,
        key,
        "the store ended after %s of %s bytes".formatted(got, blob.span().length()));
  }

  /** What a driver's content has thrown, as the caller is to see it. */
  BlobStoreException failure(Exception e) {
    if (e instanceof DriverException known) {
      return Errors.of(known, Operation.GET, access.bucket(), key);
    }
    if (e.getCause() instanceof DriverException known) {
      return Errors.of(known, Operation.GET, access.bucket(), key);
    }
    return BlobStoreException.of(
        ErrorCode.UNAVAILABLE,
        Operation.GET,
        access.bucket(),
        key,
        "the store failed while it was read: " + e,
        true,
        e);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        blob.content().close();
      } catch (DriverException | IOException e) {
        // Whoever needed the bytes has them, or has been told that they are not to be had.
        return;
      }
    }
  }
}

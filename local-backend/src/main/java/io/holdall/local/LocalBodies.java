package io.holdall.local;

import io.holdall.engine.Bodies;
import io.holdall.engine.BodyRef;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Small bodies go into the log with the record that names them, large ones into files. */
final class LocalBodies implements Bodies {
  private static final int CHUNK = 256 << 10;

  private final LocalRoot root;
  private final SegmentedLog log;
  private final BodyFiles files;
  private final InlineBodies inline;
  private final int inlineLimit;

  /**
   * @param inlineLimit the length of the largest small body, in bytes
   */
  LocalBodies(Opening opening, int inlineLimit) {
    this.root = opening.root();
    this.log = opening.log();
    this.files = opening.files();
    this.inlineLimit = inlineLimit;
    this.inline = opening.inline();
  }

  @Override
  public BodyRef write(InputStream content, long length) {
    try {
      return length <= inlineLimit
          ? inline.create(read(content, (int) length))
          : new FileBody(writeFile(content, length), 1);
    } catch (IOException e) {
      throw Failures.of(e, root.bodies());
    }
  }

  private static byte[] read(InputStream content, int length) throws IOException {
    byte[] bytes = content.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the stream has fewer bytes than announced");
    }
    expectEnd(content);
    return bytes;
  }

  private StoredBody writeFile(InputStream content, long length) throws IOException {
    byte[] chunk = new byte[(int) Math.min(length, CHUNK)];
    try (BodyWriter writer = files.create()) {
      for (long rest = length; rest > 0; ) {
        int count = content.readNBytes(chunk, 0, (int) Math.min(rest, chunk.length));
        if (count == 0) {
          throw new EOFException("the stream has fewer bytes than announced");
        }
        writer.write(ByteBuffer.wrap(chunk, 0, count));
        rest -= count;
      }
      expectEnd(content);
      return writer.commit();
    }
  }

  /** The stream says that all is well only by reporting its end. */
  private static void expectEnd(InputStream content) throws IOException {
    if (content.read() >= 0) {
      throw new IOException("the stream has more bytes than announced");
    }
  }

  @Override
  public @Nullable InputStream open(BodyRef body, long offset, long length) {
    try {
      return body instanceof InlineBody inline
          ? openInline(inline, (int) offset, (int) length)
          : openFile((FileBody) body, offset, length);
    } catch (IOException e) {
      throw Failures.of(e, root.directory());
    }
  }

  /** The record is read whole, for it has one checksum. */
  private @Nullable InputStream openInline(InlineBody body, int offset, int length)
      throws IOException {
    while (true) {
      byte[] unwritten = body.unwritten();
      if (unwritten != null) {
        return new ByteArrayInputStream(unwritten, offset, length);
      }
      Location record = body.record();
      body.check(root.log());
      try {
        ByteBuffer payload = log.read(Objects.requireNonNull(record));
        int start = payload.limit() - (int) body.length();
        return new ByteArrayInputStream(
            payload.array(), payload.arrayOffset() + start + offset, length);
      } catch (DamageException e) {
        // Meanwhile the body may be gone, or moved, and its old segment removed.
        if (!body.isHeld()) {
          return null;
        }
        if (Objects.equals(record, body.record())) {
          throw e;
        }
      }
    }
  }

  private @Nullable InputStream openFile(FileBody body, long offset, long length)
      throws IOException {
    if (!body.hold()) {
      return null;
    }
    // From its opening to its end the reader itself keeps the file.
    try {
      return new BodyStream(files.open(body.stored()), root, offset, length);
    } catch (NoSuchFileException e) {
      DamageException missing =
          DamageException.missing(
              root.bodies().resolve(e.getFile()), "a blob has its bytes there.");
      missing.initCause(e);
      throw missing;
    } finally {
      release(body);
    }
  }

  @Override
  public boolean hold(BodyRef body) {
    return body instanceof InlineBody it ? inline.hold(it) : ((FileBody) body).hold();
  }

  @Override
  public void release(BodyRef body) {
    if (body instanceof InlineBody it) {
      inline.release(it);
    } else {
      release((FileBody) body);
    }
  }

  private void release(FileBody body) {
    if (body.release()) {
      log.whenCertain(() -> files.delete(body.stored().id()));
    }
  }
}

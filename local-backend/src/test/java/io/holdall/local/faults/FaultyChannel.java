package io.holdall.local.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file of a {@link FaultyFileSystem}, open for reading or writing. */
final class FaultyChannel extends FileChannel {
  private final FileChannel target;
  private final Path path;
  private final Faults faults;
  private final int node;

  FaultyChannel(FileChannel target, Path path, Faults faults) {
    this.target = target;
    this.path = path;
    this.faults = faults;
    this.node = faults.recorder().node(path);
    faults.opened(path);
  }

  private interface Write {
    int of(ByteBuffer src) throws IOException;
  }

  /** On a disk with too little room, writes what finds room and then fails. */
  private int write(ByteBuffer src, long position, Write write) throws IOException {
    faults.before(Operation.WRITE, path);
    int wanted = src.remaining();
    int replaced = (int) Math.max(0, Math.min(wanted, target.size() - position));
    int granted = replaced + faults.take(wanted - replaced);
    int limit = src.limit();
    src.limit(src.position() + granted);
    ByteBuffer written = src.duplicate();
    try {
      while (src.hasRemaining()) {
        write.of(src);
      }
      faults.recorder().written(node, position, written);
    } finally {
      src.limit(limit);
    }
    if (granted < wanted) {
      throw faults.full(path);
    }
    return granted;
  }

  @Override
  public int read(ByteBuffer dst) throws IOException {
    faults.before(Operation.READ, path);
    return target.read(dst);
  }

  @Override
  public int read(ByteBuffer dst, long position) throws IOException {
    faults.beforeRead(path, position, dst.remaining());
    return target.read(dst, position);
  }

  @Override
  public long read(ByteBuffer[] dsts, int offset, int length) throws IOException {
    faults.before(Operation.READ, path);
    return target.read(dsts, offset, length);
  }

  @Override
  public int write(ByteBuffer src) throws IOException {
    return write(src, target.position(), target::write);
  }

  @Override
  public int write(ByteBuffer src, long position) throws IOException {
    int start = src.position();
    return write(src, position, part -> target.write(part, position + (part.position() - start)));
  }

  @Override
  public long write(ByteBuffer[] srcs, int offset, int length) throws IOException {
    long done = 0;
    for (int i = offset; i < offset + length; i++) {
      done += write(srcs[i]);
    }
    return done;
  }

  @Override
  public long position() throws IOException {
    return target.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    target.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    return target.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    faults.before(Operation.TRUNCATE, path);
    boolean shorter = size < target.size();
    target.truncate(size);
    if (shorter) {
      faults.recorder().resized(node, size);
    }
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    throw new UnsupportedOperationException("ForceChannel forces");
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel destination) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel src, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return target.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return target.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    faults.closed(path);
    target.close();
  }
}

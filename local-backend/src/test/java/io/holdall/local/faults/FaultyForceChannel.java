package io.holdall.local.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A file or directory of a {@link FaultyFileSystem}, open for being forced. */
final class FaultyForceChannel extends AsynchronousFileChannel {
  private final @Nullable AsynchronousFileChannel target;
  private final Path path;
  private final Faults faults;
  private final int node;
  private final AtomicBoolean closed = new AtomicBoolean();

  FaultyForceChannel(@Nullable AsynchronousFileChannel target, Path path, Faults faults) {
    this.target = target;
    this.path = path;
    this.faults = faults;
    this.node = faults.recorder().node(path);
    faults.opened(path);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    faults.recorder().forcing(node);
    try {
      faults.before(Operation.FORCE, path);
    } catch (IOException e) {
      if (!faults.hasEnded()) {
        faults.recorder().forceFailed(node);
      }
      throw e;
    }
    if (target != null) {
      target.force(metaData);
    }
    faults.recorder().forced(node);
  }

  @Override
  public long size() {
    throw new UnsupportedOperationException();
  }

  @Override
  public AsynchronousFileChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <A> void lock(
      long position,
      long size,
      boolean shared,
      A attachment,
      CompletionHandler<FileLock, ? super A> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<FileLock> lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <A> void read(
      ByteBuffer dst, long position, A attachment, CompletionHandler<Integer, ? super A> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Integer> read(ByteBuffer dst, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <A> void write(
      ByteBuffer src, long position, A attachment, CompletionHandler<Integer, ? super A> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Integer> write(ByteBuffer src, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return !closed.get();
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      faults.closed(path);
    }
    if (target != null) {
      target.close();
    }
  }
}

package io.holdall.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/**
 * The one way in which this module asks for durability: forces a file or a directory to its device.
 *
 * <p>It forces through an {@link AsynchronousFileChannel}, whose {@code force} runs in the calling
 * thread and is the only one of {@code java.nio} that an interrupt cannot break off. An interrupt
 * during {@link java.nio.channels.FileChannel#force} closes the channel and replaces whatever the
 * device answered, so that a failed write-back could be taken for a mere interruption.
 *
 * <p>Thread-safe. An interrupt neither stops a force nor is it lost: the flag is set on return.
 */
final class ForceChannel implements Closeable {
  private final Path path;
  private final OpenOption option;
  private AsynchronousFileChannel channel;
  private boolean closed;

  ForceChannel(Path path, OpenOption option) throws IOException {
    this.path = path;
    this.option = option;
    this.channel = AsynchronousFileChannel.open(path, option);
  }

  /**
   * Returns when everything written to the file so far, through any channel, is on the device.
   *
   * @throws IOException if it may not be; what the device holds is then unknown, and forcing again
   *     proves nothing
   */
  void force() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        AsynchronousFileChannel current = current();
        try {
          current.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          // Jimfs builds this channel on an interruptible one, and there a force has no answer.
          interrupted |= Thread.interrupted();
          reopen(current);
        } catch (ClosedChannelException e) {
          reopen(current);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized AsynchronousFileChannel current() {
    return channel;
  }

  private synchronized void reopen(AsynchronousFileChannel broken) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (channel.equals(broken)) {
      channel = AsynchronousFileChannel.open(path, option);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }
}

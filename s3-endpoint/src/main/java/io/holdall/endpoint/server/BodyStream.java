package io.holdall.endpoint.server;

import io.holdall.endpoint.error.BodyRefusedException;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, between the event loop that receives it and the one thread that reads
 * it. The reader blocks until something arrives; the socket is read only as the reader makes room.
 */
// Whether a write or a close succeeds is heard of through the last write, or through the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class BodyStream extends InputStream {
  // The socket is read again before all that has arrived is consumed, so that reader and network
  // work at the same time.
  private static final int LOW_WATER = 2;

  // So that a client that sends without waiting for leave lives to see why it was refused.
  private static final long MAX_DRAINED = 64 << 20;

  // A worker waits for it, and workers are few: who has no signature must not hold one for long.
  private static final Duration LONGEST_DRAINING = Duration.ofSeconds(2);

  private final ChannelHandlerContext context;
  private final Semaphore waiting;

  // Guarded by this.
  private final Queue<HttpContent> arrived = new ArrayDeque<>();
  private boolean lastArrived;
  private @Nullable IOException failure;
  private boolean closed;

  // The reader's own.
  private Duration patience;
  private ByteBuf current = Unpooled.EMPTY_BUFFER;
  private boolean last;
  private boolean leaveDue;

  /**
   * @param waitsForLeave whether the client sends nothing before it reads {@code 100 Continue}
   * @param waiting has a permit for each reader of the server that may wait for its client
   */
  BodyStream(
      ChannelHandlerContext context, boolean waitsForLeave, Duration idle, Semaphore waiting) {
    this.context = context;
    this.waiting = waiting;
    this.leaveDue = waitsForLeave;
    this.patience = idle;
  }

  synchronized void arrived(HttpContent content) {
    if (closed) {
      content.release();
    } else {
      arrived.add(content);
      lastArrived = content instanceof LastHttpContent;
      notifyAll();
    }
  }

  /**
   * What the reader gets once it has read all that has arrived; nothing if that is the whole body.
   */
  synchronized void fail(IOException reason) {
    if (failure == null) {
      failure = reason;
      notifyAll();
    }
  }

  /** Whether the client still waits to be told to send. */
  boolean isLeaveDue() {
    return leaveDue;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    while (!current.isReadable()) {
      if (last) {
        return -1;
      }
      current.release();
      current = Unpooled.EMPTY_BUFFER;
      HttpContent next = next();
      current = next.content();
      last = next instanceof LastHttpContent;
    }
    int count = Math.min(length, current.readableBytes());
    current.readBytes(buffer, offset, count);
    return count;
  }

  private HttpContent next() throws IOException {
    if (leaveDue) {
      leaveDue = false;
      context
          .channel()
          .writeAndFlush(
              new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
    HttpContent next = take();
    if (next.decoderResult().isFailure()) {
      next.release();
      IOException malformed =
          new IOException("the body is not framed as HTTP says", next.decoderResult().cause());
      fail(malformed);
      throw malformed;
    }
    return next;
  }

  private synchronized HttpContent take() throws IOException {
    if (!lastArrived && arrived.size() < LOW_WATER) {
      context.read();
    }
    if (arrived.isEmpty()) {
      await();
    }
    return arrived.remove();
  }

  private synchronized void await() throws IOException {
    if (!waiting.tryAcquire()) {
      fail(new BodyRefusedException(new S3Exception(S3Error.SLOW_DOWN)));
      throw Objects.requireNonNull(failure);
    }
    try {
      awaitContent();
    } finally {
      waiting.release();
    }
  }

  private synchronized void awaitContent() throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (arrived.isEmpty()) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis <= 0) {
        fail(new BodyRefusedException(new S3Exception(S3Error.REQUEST_TIMEOUT)));
      }
      if (failure != null) {
        throw failure;
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for the client");
      }
    }
  }

  /**
   * Reads what is left, up to a limit and for a short time, unless the client waits for leave to
   * send it.
   *
   * @return whether the body has been read to its end, so that the next request can follow
   */
  boolean drain() {
    if (leaveDue) {
      return false;
    }
    try {
      byte[] dropped = new byte[8192];
      long end = System.nanoTime() + LONGEST_DRAINING.toNanos();
      long drained = 0;
      int count = 0;
      while (count >= 0 && drained < MAX_DRAINED) {
        drained += count;
        Duration left = Duration.ofNanos(end - System.nanoTime());
        patience = left.compareTo(patience) < 0 ? left : patience;
        if (patience.isNegative()) {
          return false;
        }
        count = read(dropped);
      }
      return count < 0;
    } catch (IOException e) {
      return false; // the request has been answered, and that the client has gone is no news
    }
  }

  /** Drops what has arrived and what is yet to come. */
  @Override
  public synchronized void close() {
    closed = true;
    fail(new IOException("the body is closed"));
    current.release();
    current = Unpooled.EMPTY_BUFFER;
    arrived.forEach(HttpContent::release);
    arrived.clear();
  }
}

package io.holdall.endpoint.server;

import io.holdall.endpoint.error.BodyRefusedException;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.S3Handler;
import io.holdall.endpoint.http.S3Request;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: takes its requests one after the other, hands each to a worker, and the contents
 * that arrive to the body of that request. All methods run on the connection's event loop.
 */
// Whether a write or a close succeeds is heard of through the last write, or through the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connection extends ChannelInboundHandlerAdapter {
  private final S3Handler handler;
  private final Executor workers;
  private final Semaphore waiting;
  private final Duration idle;
  // What was sent before the request in front of it was answered.
  private final Deque<HttpObject> early = new ArrayDeque<>();
  // Of the request that is being served.
  private @Nullable BodyStream body;
  private @Nullable Runnable start;
  private boolean inputClosed;
  // While no request is served.
  private @Nullable ScheduledFuture<?> idleEnd;

  /**
   * @param waiting has a permit for each worker that may wait for its client to send
   */
  Connection(S3Handler handler, Executor workers, Semaphore waiting, Duration idle) {
    this.handler = handler;
    this.workers = workers;
    this.waiting = waiting;
    this.idle = idle;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    idles(context);
    context.read();
  }

  /** What is sent without coming to a whole request does not count. */
  private void idles(ChannelHandlerContext context) {
    idleEnd =
        context.executor().schedule(() -> context.close(), idle.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void idlesNoMore() {
    if (idleEnd != null) {
      idleEnd.cancel(false);
      idleEnd = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    early.add((HttpObject) message);
    distribute(context);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    // Not before: a small body has often come together with the head of its request.
    startServing();
  }

  private void startServing() {
    Runnable task = start;
    start = null;
    if (task != null) {
      task.run();
    }
  }

  private void distribute(ChannelHandlerContext context) {
    while (!early.isEmpty() && !(early.peek() instanceof HttpRequest && body != null)) {
      HttpObject next = early.remove();
      if (next instanceof HttpRequest request) {
        serve(context, request);
      } else if (body != null) {
        body.arrived((HttpContent) next);
      } else {
        ReferenceCountUtil.release(next);
      }
    }
  }

  private void serve(ChannelHandlerContext context, HttpRequest request) {
    idlesNoMore();
    BodyStream stream =
        new BodyStream(context, HttpUtil.is100ContinueExpected(request), idle, waiting);
    body = stream;
    Exchange exchange =
        new Exchange(context.channel(), request, stream, idle, () -> served(context));
    S3Exception refusal = Requests.refusal(request);
    if (refusal != null) {
      exchange.refuse(refusal);
      return;
    }
    S3Request ours = Requests.of(request, stream);
    start =
        () -> {
          try {
            workers.execute(() -> exchange.serve(handler, ours));
          } catch (RejectedExecutionException e) {
            exchange.refuse(new S3Exception(S3Error.SLOW_DOWN));
          }
        };
  }

  /** The request has been answered and its body read to the end. */
  private void served(ChannelHandlerContext context) {
    body = null;
    distribute(context);
    startServing();
    if (body == null) {
      if (inputClosed) {
        context.close();
      } else {
        idles(context);
        context.read();
      }
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputClosed = true;
      failBody();
      if (body == null) {
        context.close();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    idlesNoMore();
    failBody();
    early.forEach(ReferenceCountUtil::release);
    early.clear();
  }

  private void failBody() {
    if (body != null) {
      body.fail(
          new BodyRefusedException(
              new S3Exception(S3Error.INCOMPLETE_BODY, "The client hung up within the body")));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (body != null) {
      body.fail(cause instanceof IOException e ? e : new IOException(cause));
    }
    context.close();
  }
}

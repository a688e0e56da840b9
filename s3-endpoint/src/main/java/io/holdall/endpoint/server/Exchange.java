package io.holdall.endpoint.server;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.RequestId;
import io.holdall.endpoint.http.S3Handler;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.xml.ErrorDocument;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request and its answer. */
// Whether a write or a close succeeds is heard of through the last write, or through the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class Exchange {
  private static final System.Logger LOG = System.getLogger(EndpointServer.class.getName());

  private final Channel channel;
  private final HttpRequest request;
  private final BodyStream body;
  private final Duration idle;
  private final Runnable served;

  /**
   * @param served is run on the event loop once the connection is ready for another request
   */
  Exchange(Channel channel, HttpRequest request, BodyStream body, Duration idle, Runnable served) {
    this.channel = channel;
    this.request = request;
    this.body = body;
    this.idle = idle;
    this.served = served;
  }

  /** Has the request answered by the handler. To be called by a thread that may block. */
  void serve(S3Handler handler, S3Request ours) {
    boolean sent = false;
    try (body;
        S3Response answer = answer(handler, ours)) {
      boolean keepAlive = HttpUtil.isKeepAlive(request) && !body.isLeaveDue();
      ChannelFuture lastWrite = write(answer, keepAlive, ours);
      boolean inStep = body.drain();
      finish(lastWrite, keepAlive && inStep);
      sent = true;
    } catch (IOException e) {
      // Nobody is left to tell, or it is too late: all that a client can be shown is an answer that
      // is cut off.
      LOG.log(System.Logger.Level.DEBUG, () -> "broke off the answer to " + ours, e);
    } finally {
      if (!sent) {
        channel.close();
      }
    }
  }

  private static S3Response answer(S3Handler handler, S3Request ours) {
    try {
      return handler.handle(ours);
    } catch (RuntimeException | Error e) {
      // An Error, too, is the matter of this one request: a heap that it has filled is free again.
      logFailure(ours, e);
      return answer(new S3Exception(S3Error.INTERNAL_ERROR));
    }
  }

  private ChannelFuture write(S3Response answer, boolean keepAlive, S3Request ours)
      throws IOException {
    ResponseWriter writer = new ResponseWriter(channel, request, idle);
    try {
      return writer.write(answer, keepAlive);
    } catch (FailedStreamException e) {
      if (!Thread.currentThread().isInterrupted()) {
        logFailure(ours, e.getCause());
      }
      if (e.isBegun()) {
        throw e;
      }
      return writer.writeAtOnce(answer(new S3Exception(S3Error.INTERNAL_ERROR)), keepAlive);
    }
  }

  private static void logFailure(S3Request ours, @Nullable Throwable failure) {
    LOG.log(
        System.Logger.Level.ERROR,
        () -> "failed to serve " + ours.method() + " " + ours.rawPath(),
        failure);
  }

  /** Answers without a handler and hangs up. Does not block. */
  void refuse(S3Exception error) {
    body.close();
    finish(new ResponseWriter(channel, request, idle).writeAtOnce(answer(error), false), false);
  }

  private void finish(ChannelFuture lastWrite, boolean goOn) {
    closeUnlessTaken(lastWrite);
    if (goOn) {
      lastWrite.addListener(
          written -> {
            if (written.isSuccess()) {
              served.run();
            } else {
              channel.close();
            }
          });
    } else {
      lastWrite.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Nobody waits for what a client does not take, but it would stay on the heap. */
  private void closeUnlessTaken(ChannelFuture lastWrite) {
    if (!lastWrite.isDone()) {
      Duration patience = ResponseWriter.patience(idle);
      ScheduledFuture<?> end =
          channel
              .eventLoop()
              .schedule(() -> channel.close(), patience.toNanos(), TimeUnit.NANOSECONDS);
      lastWrite.addListener(written -> end.cancel(false));
    }
  }

  private static S3Response answer(S3Exception error) {
    RequestId id = RequestId.next();
    Headers headers =
        Headers.of(
            "x-amz-request-id",
            id.id(),
            "x-amz-id-2",
            id.hostId(),
            "Content-Type",
            "application/xml");
    return new S3Response(
        error.error().status(),
        headers,
        new S3Response.Bytes(ErrorDocument.of(error, id.id(), id.hostId())));
  }
}

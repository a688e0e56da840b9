package io.holdall.endpoint.server;

import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Queue;

/** Writes one answer to a connection. */
// Whether a write or a close succeeds is heard of through the last write, or through the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class ResponseWriter {
  private static final int BUFFER = 64 << 10;

  // So many that the socket does not wait for the thread that fills them.
  private static final int MAX_IN_FLIGHT = 4;

  private final Channel channel;
  private final HttpRequest request;
  private final Duration idle;

  ResponseWriter(Channel channel, HttpRequest request, Duration idle) {
    this.channel = channel;
    this.request = request;
    this.idle = idle;
  }

  /**
   * Writes an answer. Blocks while there is more left to be sent than a few buffers, which is all
   * that an answer holds of its body at a time.
   *
   * @return for the last of it
   * @throws FailedStreamException if the answer's stream fails or ends early; unless the answer has
   *     begun, another may be written in its place
   * @throws IOException if the client does not take it; the connection is no longer of use
   */
  ChannelFuture write(S3Response answer, boolean keepAlive) throws IOException {
    S3Response.Body body = answer.body();
    boolean small = body.length() <= BUFFER;
    if (!hasBody(answer) || (small && !(body instanceof S3Response.Stream))) {
      return writeAtOnce(answer, keepAlive);
    }
    HttpHeaders headers = headers(answer, keepAlive);
    InputStream stream = body.stream();
    // Before the head is sent, so that an answer whose first bytes cannot be read is an error.
    ByteBuf first = filled(stream, (int) Math.min(BUFFER, body.length()), false);
    if (small) {
      return writeWhole(answer, headers, first);
    }
    channel.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(answer), headers));
    return copy(first, stream, body.length() - first.readableBytes());
  }

  /**
   * How long a client may take what is left to be sent when {@link #write} has returned: as long as
   * it may for each buffer before.
   */
  static Duration patience(Duration idle) {
    return idle.multipliedBy(MAX_IN_FLIGHT + 1);
  }

  /** Writes an answer whose body is no stream. Does not block. */
  ChannelFuture writeAtOnce(S3Response answer, boolean keepAlive) {
    boolean bytes = hasBody(answer) && answer.body() instanceof S3Response.Bytes;
    ByteBuf content =
        bytes
            ? Unpooled.wrappedBuffer(((S3Response.Bytes) answer.body()).array())
            : Unpooled.EMPTY_BUFFER;
    return writeWhole(answer, headers(answer, keepAlive), content);
  }

  private ChannelFuture writeWhole(S3Response answer, HttpHeaders headers, ByteBuf content) {
    return channel.writeAndFlush(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status(answer), content, headers, EmptyHttpHeaders.INSTANCE));
  }

  private ChannelFuture copy(ByteBuf first, InputStream stream, long rest) throws IOException {
    Queue<ChannelFuture> inFlight = new ArrayDeque<>(MAX_IN_FLIGHT);
    inFlight.add(channel.writeAndFlush(new DefaultHttpContent(first)));
    for (long remaining = rest; remaining > 0; ) {
      if (inFlight.size() == MAX_IN_FLIGHT) {
        await(inFlight.remove());
      }
      int count = (int) Math.min(BUFFER, remaining);
      inFlight.add(channel.writeAndFlush(new DefaultHttpContent(filled(stream, count, true))));
      remaining -= count;
    }
    return channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private ByteBuf filled(InputStream stream, int count, boolean begun)
      throws FailedStreamException {
    // Direct: otherwise the event loop would copy it before the socket takes it.
    ByteBuf buffer = channel.alloc().directBuffer(count, count);
    try {
      while (buffer.isWritable()) {
        if (buffer.writeBytes(stream, buffer.writableBytes()) < 0) {
          throw new EOFException("the body of an answer has fewer bytes than it declares");
        }
      }
      return buffer.retain();
    } catch (IOException | RuntimeException e) {
      throw new FailedStreamException(begun, e);
    } finally {
      buffer.release();
    }
  }

  private void await(ChannelFuture sent) throws IOException {
    try {
      if (!sent.await(idle.toMillis())) {
        throw new IOException("the client has stopped to take the answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the client takes the answer");
    }
    if (!sent.isSuccess()) {
      throw new IOException("the client has hung up", sent.cause());
    }
  }

  private boolean hasBody(S3Response answer) {
    return !isLengthless(answer) && !request.method().equals(HttpMethod.HEAD);
  }

  private static boolean isLengthless(S3Response answer) {
    return answer.status() == 204 || answer.status() == 304;
  }

  private static HttpResponseStatus status(S3Response answer) {
    return HttpResponseStatus.valueOf(answer.status());
  }

  private HttpHeaders headers(S3Response answer, boolean keepAlive) {
    // Ours are checked already; Netty would refuse control characters that HTTP lets pass.
    HttpHeaders headers =
        DefaultHttpHeadersFactory.headersFactory()
            .withNameValidation(false)
            .withValueValidation(false)
            .newHeaders();
    for (Headers.Header field : answer.headers().fields()) {
      headers.add(field.name(), field.value());
    }
    if (!headers.contains(HttpHeaderNames.DATE)) {
      headers.set(
          HttpHeaderNames.DATE,
          DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC)));
    }
    if (isLengthless(answer)) {
      headers.remove(HttpHeaderNames.CONTENT_LENGTH);
    } else if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length());
    }
    HttpUtil.setKeepAlive(headers, request.protocolVersion(), keepAlive);
    return headers;
  }
}

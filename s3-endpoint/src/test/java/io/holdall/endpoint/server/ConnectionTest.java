package io.holdall.endpoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Response;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long connections live, in a time that passes only when it is told to. */
@Timeout(60)
class ConnectionTest {
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final Queue<Runnable> work = new ArrayDeque<>();
  private EmbeddedChannel channel = new EmbeddedChannel();

  /**
   * @param line what is between connection and client
   */
  private void connect(ChannelHandler line) {
    channel =
        new EmbeddedChannel(
            line,
            new HttpRequestDecoder(),
            new HttpResponseEncoder(),
            new Connection(
                request ->
                    new S3Response(200, Headers.empty(), new S3Response.Bytes(new byte[100])),
                work::add,
                new Semaphore(1),
                IDLE));
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  private void answer() {
    work.remove().run();
    channel.runPendingTasks();
  }

  private void pass(long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void theTimeOfARequestIsNotIdle() {
    connect(new ChannelOutboundHandlerAdapter());
    for (int i = 0; i < 3; i++) {
      send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      pass(100);
      answer();
      pass(59);
      assertThat(channel.isOpen()).isTrue();
    }
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aRequestThatDoesNotComeToItsEndIsNone() {
    connect(new ChannelOutboundHandlerAdapter());
    send("GET / HT");
    pass(59);
    send("TP/1.1\r\n");
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void anAnswerThatIsNotTakenIsNotKeptForEver() {
    connect(
        new ChannelOutboundHandlerAdapter() {
          @Override
          public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message); // and the promise is never kept
          }
        });
    send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    answer();
    pass(299);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }
}

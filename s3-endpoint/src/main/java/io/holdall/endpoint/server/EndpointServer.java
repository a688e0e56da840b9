package io.holdall.endpoint.server;

import io.holdall.endpoint.http.S3Handler;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Serves a handler over HTTP/1.1, without TLS, until it is closed. Thread-safe.
 *
 * <p>Requests reach the handler as they were sent: the target is not normalised, and {@code 100
 * Continue} is sent only when the handler begins to read the body (PUT-08). Each request holds a
 * thread while it is served; with all threads taken it is answered {@code SlowDown}. No thread
 * keeps a JVM alive.
 */
// Whether a write or a close succeeds is heard of through the last write, or through the channel.
@SuppressWarnings("FutureReturnValueIgnored")
public final class EndpointServer implements AutoCloseable {
  // How long a client may neither send nor take a byte that is waited for.
  private static final Duration IDLE = Duration.ofSeconds(60);

  /**
   * For the request line, and again for the headers: a key of 1,024 bytes takes 3 KiB when encoded,
   * a signature 1 KiB more, headers 8 KiB (HTTP-20).
   */
  static final int MAX_HEAD_BYTES = 16 << 10;

  /**
   * What is read from a connection at most before its worker is told: waking each other is what
   * large uploads wait for.
   */
  private static final int MAX_READ_BYTES = 256 << 10;

  /** What is read first; more as long as more has come. */
  private static final int FIRST_READ_BYTES = 2 << 10;

  private static final int EVENT_LOOPS = 2;
  private static final int MAX_WORKERS = 200;

  // The others are for requests that need nothing more from their client, however many clients
  // send their bodies slowly or not at all.
  private static final int MAX_WAITING_WORKERS = 150;

  private static final int IDLE_WORKER_SECONDS = 10;
  private static final int CLOSE_SECONDS = 5;

  private final EventLoopGroup eventLoops;
  private final ExecutorService workers;
  private final ChannelGroup channels;
  private final InetSocketAddress address;

  private EndpointServer(
      EventLoopGroup eventLoops,
      ExecutorService workers,
      ChannelGroup channels,
      InetSocketAddress address) {
    this.eventLoops = eventLoops;
    this.workers = workers;
    this.channels = channels;
    this.address = address;
  }

  /**
   * Starts to listen.
   *
   * @param address port 0 for any that is free
   * @throws IOException if it cannot listen there, with the address and the reason in its message
   */
  public static EndpointServer start(InetSocketAddress address, S3Handler handler)
      throws IOException {
    return start(address, handler, IDLE);
  }

  static EndpointServer start(InetSocketAddress address, S3Handler handler, Duration idle)
      throws IOException {
    if (address.isUnresolved()) {
      throw new IOException("cannot listen on " + describe(address) + ": the host is not known");
    }
    EventLoopGroup eventLoops = eventLoops();
    ExecutorService workers =
        new ThreadPoolExecutor(
            0,
            MAX_WORKERS,
            IDLE_WORKER_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("holdall-endpoint-worker", true));
    Semaphore waiting = new Semaphore(MAX_WAITING_WORKERS);
    ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(eventLoops)
            .channel(NioServerSocketChannel.class)
            // Reading on demand is what holds back a client that sends faster than the handler
            // reads.
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channels.add(channel);
                    channel
                        .config()
                        .setRecvByteBufAllocator(
                            new AdaptiveRecvByteBufAllocator(64, FIRST_READ_BYTES, MAX_READ_BYTES));
                    channel
                        .pipeline()
                        .addLast(
                            new HttpRequestDecoder(MAX_HEAD_BYTES, MAX_HEAD_BYTES, MAX_READ_BYTES))
                        .addLast(new HttpResponseEncoder())
                        .addLast(new Connection(handler, workers, waiting, idle));
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    Channel channel = bound.channel();
    if (!bound.isSuccess()) {
      new EndpointServer(eventLoops, workers, channels, address).close();
      throw new IOException(
          "cannot listen on " + describe(address) + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    channels.add(channel);
    return new EndpointServer(
        eventLoops, workers, channels, (InetSocketAddress) channel.localAddress());
  }

  // Deprecated in Netty 4.2, but its successor is not in 4.1, which the rest of an application may
  // bring instead.
  @SuppressWarnings("deprecation")
  private static EventLoopGroup eventLoops() {
    return new NioEventLoopGroup(EVENT_LOOPS, new DefaultThreadFactory("holdall-endpoint", true));
  }

  private static String describe(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  /** Where it listens, or listened, with the port that was chosen. */
  public InetSocketAddress address() {
    return address;
  }

  /**
   * What clients are to be pointed to, without a path. Where it listens on all addresses of the
   * machine, it is the loopback interface's: other machines need a name that only they know.
   */
  public URI uri() {
    InetAddress listening = address.getAddress();
    String host =
        (listening.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listening)
            .getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
  }

  /**
   * Stops listening, breaks off what is being served, and interrupts the threads that serve it. A
   * handler that does not heed that is waited for no longer than a few seconds. May be called
   * again.
   */
  @Override
  public void close() {
    channels.close().awaitUninterruptibly();
    workers.shutdownNow();
    // They still need the event loops, if only to learn that their connection is closed; whoever
    // ends a server by an interrupt still has it set.
    boolean interrupted = Thread.interrupted();
    try {
      workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    eventLoops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}

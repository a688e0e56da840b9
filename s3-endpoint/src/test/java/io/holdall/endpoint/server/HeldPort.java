package io.holdall.endpoint.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port on which a server may listen, cease and listen again, while no other process on the
 * machine is given it.
 *
 * <p>A socket is bound to it that never listens. Linux gives such a port to nobody who asks for any
 * free one, but lets a socket listen there that may reuse addresses, as those of servers do.
 */
public final class HeldPort implements AutoCloseable {
  private final Socket holder = new Socket();

  /** Holds a port on all addresses. */
  public HeldPort() throws IOException {
    holder.setReuseAddress(true);
    holder.bind(new InetSocketAddress(0));
  }

  public int number() {
    return holder.getLocalPort();
  }

  public InetSocketAddress onLoopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), number());
  }

  @Override
  public void close() throws IOException {
    holder.close();
  }
}

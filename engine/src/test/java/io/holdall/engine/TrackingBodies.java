package io.holdall.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps bodies on the heap and the account of who holds them, as a store on disk must. */
final class TrackingBodies implements Bodies, BodyCodec {
  private final List<Tracked> written = new ArrayList<>();
  private boolean failing;

  /** A body and how many hold it. */
  static final class Tracked implements BodyRef {
    private final int number;
    private final byte[] bytes;
    private int holds = 1;
    private volatile Runnable beforeLength = () -> {};

    Tracked(int number, byte[] bytes) {
      this.number = number;
      this.bytes = bytes;
    }

    @Override
    public long length() {
      beforeLength.run();
      return bytes.length;
    }

    @Override
    public String toString() {
      return "body " + number + " held " + holds + " times";
    }
  }

  /** Whether the next body cannot be written. */
  synchronized void fail(boolean next) {
    failing = next;
  }

  /** Has {@code action} run whenever somebody asks how long a body is, of those that there are. */
  synchronized void beforeLength(Runnable action) {
    written.forEach(body -> body.beforeLength = action);
  }

  /** Loses all bytes, whoever holds them. */
  synchronized void lose() {
    written.forEach(body -> body.holds = 0);
  }

  @Override
  public BodyRef write(InputStream content, long length) throws IOException {
    byte[] bytes = content.readAllBytes();
    if (bytes.length != length) {
      throw new AssertionError(length + " bytes were announced, and " + bytes.length + " came");
    }
    synchronized (this) {
      if (failing) {
        failing = false;
        throw new IOException("no room for a body");
      }
      Tracked body = new Tracked(written.size(), bytes);
      written.add(body);
      return body;
    }
  }

  @Override
  public InputStream open(BodyRef ref, long offset, long length) {
    Tracked body = (Tracked) ref;
    if (!hold(body)) {
      return null;
    }
    return new ByteArrayInputStream(body.bytes, (int) offset, (int) length) {
      private boolean open = true;

      @Override
      public void close() {
        if (open) {
          open = false;
          release(body);
        }
      }
    };
  }

  @Override
  public synchronized boolean hold(BodyRef ref) {
    Tracked body = (Tracked) ref;
    if (body.holds == 0) {
      return false;
    }
    body.holds++;
    return true;
  }

  @Override
  public synchronized void release(BodyRef ref) {
    Tracked body = (Tracked) ref;
    if (body.holds == 0) {
      throw new AssertionError("released once too often: " + body);
    }
    body.holds--;
  }

  /** The bodies that are not gone, and how often each is held. */
  synchronized Map<BodyRef, Integer> holds() {
    Map<BodyRef, Integer> holds = new HashMap<>();
    written.stream().filter(body -> body.holds > 0).forEach(body -> holds.put(body, body.holds));
    return holds;
  }

  @Override
  public byte[] encode(BodyRef body) {
    return ByteBuffer.allocate(4).putInt(((Tracked) body).number).array();
  }

  /** Does not take the hold that a log would take. */
  @Override
  public synchronized BodyRef decode(ByteBuffer spelling) {
    return written.get(spelling.getInt());
  }
}

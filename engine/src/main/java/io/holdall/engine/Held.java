package io.holdall.engine;

/**
 * A content that is held and has its space, and that the state does not know yet. It ends by being
 * handed over with a change, or else by {@link #close}. Not thread-safe.
 */
final class Held implements AutoCloseable {
  private final Engine engine;
  private final Content content;
  private final long reserved;
  private boolean handedOver;

  /**
   * @param reserved how many bytes of space it has
   */
  Held(Engine engine, Content content, long reserved) {
    this.engine = engine;
    this.content = content;
    this.reserved = reserved;
  }

  Content content() {
    return content;
  }

  long reserved() {
    return reserved;
  }

  /** The state has the holds and the space now. */
  void handOver() {
    handedOver = true;
  }

  /** Lets go of the bytes, unless they were handed over. */
  @Override
  public void close() {
    if (!handedOver) {
      handedOver = true;
      engine.letGo(this);
    }
  }
}

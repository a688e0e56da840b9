package io.holdall.local;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The account of the bodies that lie in records of the log.
 *
 * <p>Most of them are named by one blob, which whoever cleans the log finds by its key. The others
 * are <em>shared</em>: those of parts and of the blobs that came of them, for which several records
 * may call (see {@link SaidAgain}), and those that somebody beside the first blob has ever held.
 * These are found here by their numbers, for as long as they are held. A body becomes shared before
 * its second hold counts, so that whoever sees the first one gone finds it here.
 *
 * <p>Thread-safe.
 */
final class InlineBodies {
  private final AtomicLong nextNumber;
  private final AtomicLong bytes = new AtomicLong();
  private final Map<Long, InlineBody> shared = new ConcurrentHashMap<>();

  /**
   * @param nextNumber greater than the number of every body in the log
   */
  InlineBodies(long nextNumber) {
    this.nextNumber = new AtomicLong(nextNumber);
  }

  /** A new body, that no record carries yet. */
  InlineBody create(byte[] content) {
    bytes.addAndGet(content.length);
    return InlineBody.unwritten(nextNumber.getAndIncrement(), content);
  }

  /** Takes in a body that the log had when it was opened, and that is held. */
  void add(InlineBody body) {
    bytes.addAndGet(body.length());
    if (body.isShared()) {
      shared.put(body.number(), body);
    }
  }

  /** Makes a body shared, which somebody holds until this returns. */
  void share(InlineBody body) {
    body.share();
    shared.put(body.number(), body);
  }

  /** Takes one more hold, unless the body is gone: then false. */
  boolean hold(InlineBody body) {
    share(body);
    if (body.hold()) {
      return true;
    }
    shared.remove(body.number());
    return false;
  }

  void release(InlineBody body) {
    if (body.release()) {
      bytes.addAndGet(-body.length());
      if (body.isShared()) {
        shared.remove(body.number());
      }
    }
  }

  /** Holds the shared body of this number; null if there is none. */
  @Nullable InlineBody holdShared(long number) {
    InlineBody body = shared.get(number);
    return body != null && body.hold() ? body : null;
  }

  /** The shared bodies, all that are at the moment; some that become so later may be among them. */
  Iterator<InlineBody> shared() {
    return shared.values().iterator();
  }

  /** The lengths of all bodies together. */
  long bytes() {
    return bytes.get();
  }
}

package io.holdall.engine;

import io.holdall.spi.DriverException;

/**
 * What makes a change durable. Thread-safe: changes of different keys are appended at the same
 * time, and then their order in the log says nothing; changes of one key, and changes of a bucket
 * against those of its keys, are appended one after the other in the order in which they are
 * applied.
 *
 * <p>A put is one append. A body that is to live inside the record (the change names a {@link
 * BodyRef} whose bytes are still on the heap) is written with it, and its {@link BodyRef} learns
 * its place before this returns; {@link ChangeCodec} leaves the spelling of body references to the
 * log. Bodies in files of their own are complete before the change is appended.
 */
public interface CommitLog extends AutoCloseable {
  /** The log of a store that is gone with its process. */
  CommitLog NONE =
      new CommitLog() {
        @Override
        public void append(Change change) {}

        @Override
        public void fail(Throwable cause) {}

        @Override
        public void check() {}

        @Override
        public void awaitRoom() {}

        @Override
        public void close() {}
      };

  /**
   * Returns when the change is as durable as the log promises. If this throws, whatever it is, the
   * change is not in the log and will not show up when it is replayed; a log that cannot know takes
   * no further change.
   */
  void append(Change change);

  /**
   * A change that was appended has not become visible: the log takes no further change, for the
   * next might be one that cannot have happened after this. Never throws, and allocates nothing:
   * the heap may be full. A log that is never replayed need not do anything.
   */
  void fail(Throwable cause);

  /**
   * Is called under the lock of what a command is about, before the command looks at the state,
   * which it may have to answer by without a change.
   *
   * @throws DriverException if the log takes no further change
   */
  void check();

  /**
   * Is called before each change, while the caller holds no lock that {@link Engine#renew} may
   * want: here a log may make room for what is coming, or let the caller wait a moment for that.
   * Never throws.
   */
  void awaitRoom();

  /**
   * Makes durable what is not yet, and lets go of files. Called once, after the last append.
   *
   * @throws DriverException if what was promised cannot be made durable
   */
  @Override
  void close();
}

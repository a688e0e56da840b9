package io.holdall.local;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Limits;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A store made for {@linkplain Step steps}: a few records fill a segment, and nothing is done in
 * the background but when it is asked for.
 */
final class OpenStore implements Closeable {
  private static final int SEGMENT_SIZE = 700;

  final BlobStore store;
  private final SegmentedLog log;
  private final Queue<Runnable> background;

  private OpenStore(BlobStore store, SegmentedLog log, Queue<Runnable> background) {
    this.store = store;
    this.log = log;
    this.background = background;
  }

  /**
   * @throws io.holdall.BlobStoreException as {@link LocalStore.Builder#open}
   */
  static OpenStore open(Path root, Durability durability) {
    Queue<Runnable> background = new ConcurrentLinkedQueue<>();
    LocalStore.Builder builder =
        LocalStore.builder(root)
            .durability(durability)
            .forceInterval(Duration.ofDays(1))
            .background(background::add)
            .segmentSize(SEGMENT_SIZE)
            .inlineLimit(Step.INLINE_LIMIT)
            .limits(new Limits(1 << 30, 1 << 30, 0, 10_000));
    AtomicReference<SegmentedLog> log = new AtomicReference<>();
    BlobStore store =
        BlobStores.of(
            () -> {
              Opening opening = builder.opening();
              log.set(opening.log());
              return builder.driver(opening);
            });
    return new OpenStore(store, log.get(), background);
  }

  /** Does what a relaxed store does at intervals; then all that was done is durable. */
  void tend() throws IOException {
    log.tend();
  }

  /** Does a little of what is to be done in the background: cleaning, and writing indexes. */
  void work() {
    Runnable task = background.poll();
    if (task != null) {
      task.run();
    }
  }

  /** Does all of that. */
  void workAll() {
    while (!background.isEmpty()) {
      work();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}

package io.holdall.tck.trace;

import io.holdall.BlobStoreException;
import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import io.holdall.spi.XmlText;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a store is asked: how often in all, and what since the last {@link #forget}. Thread-safe.
 */
public final class RequestLog {
  /** Of more requests only the last are kept. */
  private static final int MOST = 200;

  private static final class Entry {
    final Supplier<String> request;
    volatile @Nullable String answer;

    Entry(Supplier<String> request) {
      this.request = request;
    }

    @Override
    public String toString() {
      return ascii(request.get()) + "\n→ " + ascii(answer == null ? "no answer yet" : answer);
    }

    private static String ascii(String text) {
      return Ascii.shown(text, "\n");
    }
  }

  /** An upload in parts. */
  public record Upload(String bucket, String key, String id) {}

  private final Deque<Entry> last = new ArrayDeque<>();
  private long count;
  private int forgotten;
  private int uploads;
  private final List<Upload> open = new ArrayList<>();
  private final Map<String, Set<String>> written = new HashMap<>();
  private final Set<ErrorCode> failures = EnumSet.noneOf(ErrorCode.class);
  private boolean overspent;
  private final BooleanSupplier stopped;
  private final LongSupplier most;
  private final LongConsumer listener;
  private volatile boolean tidying;

  /**
   * @param stopped whether requests are refused by now, other than those made to tidy up
   */
  public RequestLog(BooleanSupplier stopped) {
    this(stopped, () -> Long.MAX_VALUE, count -> {});
  }

  /**
   * @param stopped whether requests are refused by now, other than those made to tidy up
   * @param most how many requests there may be by now, other than those made to tidy up
   * @param listener is told before each request how many there are with it, one call at a time
   */
  public RequestLog(BooleanSupplier stopped, LongSupplier most, LongConsumer listener) {
    this.stopped = stopped;
    this.most = most;
    this.listener = listener;
  }

  /**
   * Makes a request and writes it down.
   *
   * @param request spells it, if it comes to that
   * @param answer spells what came back; null is "ok"
   * @throws CancellationException without asking, when the run is to stop, or there were as many
   *     requests as there may be
   */
  public <T> T ask(
      Supplier<String> request, Function<T, @Nullable String> answer, Supplier<T> call) {
    if (!tidying && stopped.getAsBoolean()) {
      throw new CancellationException("the run was stopped");
    }
    Entry entry = add(request);
    try {
      T result = call.get();
      String told = answer.apply(result);
      entry.answer = told == null ? "ok" : told;
      return result;
    } catch (DriverException e) {
      entry.answer = e.code().httpStatus() + " " + e.code();
      // What its own client has given up tells of no store.
      if (!Thread.currentThread().isInterrupted()) {
        addFailure(e.code());
      }
      throw e;
    } catch (RuntimeException e) {
      if (e instanceof UncheckedIOException) {
        addFailure(ErrorCode.IO_FAILED);
      }
      entry.answer = e instanceof BlobStoreException known ? known.code().toString() : e.toString();
      throw e;
    }
  }

  private synchronized Entry add(Supplier<String> request) {
    if (!tidying && count >= most.getAsLong()) {
      overspent = true;
      throw new CancellationException("the budget does not allow this request");
    }
    count++;
    listener.accept(count);
    Entry entry = new Entry(request);
    last.add(entry);
    if (last.size() > MOST) {
      last.remove();
      forgotten++;
    }
    return entry;
  }

  synchronized void addFailure(ErrorCode code) {
    failures.add(code);
  }

  /** How requests failed since {@link #forget}. */
  public synchronized Set<ErrorCode> failures() {
    return failures.isEmpty() ? Set.of() : EnumSet.copyOf(failures);
  }

  /** Counts a request that another one has brought with it. */
  synchronized void addHidden() {
    count++;
  }

  /** Counts an upload that was started, and will have to be aborted when it comes to tidying up. */
  synchronized void addUpload(Upload upload) {
    uploads++;
    open.add(upload);
  }

  /** Notes that an upload is over. */
  synchronized void removeUpload(Upload upload) {
    open.remove(upload);
  }

  /** The uploads below a prefix that were started since {@link #forget} and may still be open. */
  public synchronized List<Upload> open(String bucket, String prefix) {
    return open.stream()
        .filter(upload -> upload.bucket().equals(bucket) && upload.key().startsWith(prefix))
        .toList();
  }

  /**
   * Notes that a blob may be under a key from now on, and will have to be deleted in tidying up.
   */
  synchronized void addWritten(String bucket, String key) {
    written.computeIfAbsent(bucket, it -> new LinkedHashSet<>()).add(key);
  }

  /** The keys below a prefix that were written to since {@link #forget}, in that order. */
  public synchronized List<String> written(String bucket, String prefix) {
    return written.getOrDefault(bucket, Set.of()).stream()
        .filter(key -> key.startsWith(prefix))
        .toList();
  }

  /**
   * How many requests it may take to tidy up what was written since {@link #forget}, above those
   * that any place takes: an upload is aborted, and then looked for; a key that XML cannot carry is
   * deleted alone (KEY-12).
   */
  public synchronized long tidyingUp() {
    long alone =
        written.values().stream()
            .flatMap(Set::stream)
            .filter(key -> !XmlText.canCarry(key))
            .count();
    return uploads + (uploads > 0 ? 1 : 0) + alone;
  }

  /** Whether a request was refused since {@link #forget} because there were too many. */
  public synchronized boolean isOverspent() {
    return overspent;
  }

  /** How many requests there were in all. */
  public synchronized long count() {
    return count;
  }

  /** Forgets what the requests were, but not how many. */
  public synchronized void forget() {
    last.clear();
    forgotten = 0;
    uploads = 0;
    open.clear();
    written.clear();
    failures.clear();
    overspent = false;
  }

  /** The requests since {@link #forget} with their answers, in the order in which they began. */
  public synchronized List<String> requests() {
    List<String> all = new ArrayList<>();
    if (forgotten > 0) {
      all.add("… " + forgotten + " requests before these …");
    }
    last.forEach(entry -> all.add(entry.toString()));
    return all;
  }

  /**
   * Does something whose requests are made even when the run is to stop, and the thread was
   * interrupted to give up a request that hung.
   */
  public void tidying(Runnable action) {
    boolean interrupted = Thread.interrupted();
    tidying = true;
    try {
      action.run();
    } finally {
      tidying = false;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

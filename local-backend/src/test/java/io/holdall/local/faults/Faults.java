package io.holdall.local.faults;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in a {@link FaultyFileSystem}: nothing at first. Thread-safe.
 *
 * <p>It also counts what is done, and knows which files are open.
 */
public final class Faults {
  private final Map<Path, Integer> openFiles = new HashMap<>();
  private final Map<Operation, Integer> counts = new HashMap<>();
  private Rule rule = (operation, path) -> {};
  private long space = Long.MAX_VALUE;
  private String full = "No space left on device";
  private boolean keepsOpenFiles;
  private int left = Integer.MAX_VALUE;
  private String badFile = "";
  private long badByte = -1;
  private volatile Recorder recorder = Recorder.NONE;

  /** Decides whether an operation may be done. */
  @FunctionalInterface
  public interface Rule {
    /**
     * @param path as the other file system has it
     * @throws IOException in place of the operation
     */
    void before(Operation operation, Path path) throws IOException;
  }

  /** Asks {@code value} before each operation from now on. */
  public synchronized void rule(Rule value) {
    rule = value;
  }

  /** Fails this operation on all files whose path ends so, from now on. */
  public void fail(Operation failing, String ending, String reason) {
    rule(
        (operation, path) -> {
          if (operation == failing && path.toString().endsWith(ending)) {
            throw new FileSystemException(path.toString(), null, reason);
          }
        });
  }

  /** Fails each read of a file whose path ends so, if this byte is wanted. */
  public synchronized void failReading(String ending, long at) {
    badFile = ending;
    badByte = at;
  }

  void beforeRead(Path path, long position, int length) throws IOException {
    before(Operation.READ, path);
    synchronized (this) {
      if (position <= badByte && badByte - position < length && path.toString().endsWith(badFile)) {
        throw new IOException("Input/output error");
      }
    }
  }

  /** Lets nothing be changed any more below a path that ends so. */
  public void denyChanges(String ending) {
    rule(
        (operation, path) -> {
          Path parent = path.getParent();
          if (operation.changes()
              && operation != Operation.FORCE
              && parent != null
              && parent.toString().endsWith(ending)) {
            throw new AccessDeniedException(path.toString());
          }
        });
  }

  /** Nothing goes wrong any more. */
  public synchronized void heal() {
    rule = (operation, path) -> {};
    space = Long.MAX_VALUE;
  }

  /**
   * Ends the program after so many more operations: nothing that it asks for is done any more, nor
   * recorded, until {@link #restart}.
   */
  public synchronized void endAfter(int operations) {
    left = operations;
  }

  public synchronized void restart() {
    left = Integer.MAX_VALUE;
  }

  public synchronized boolean hasEnded() {
    return left == 0;
  }

  /** Lets files become longer by so many bytes, all together. */
  public synchronized void space(long bytes) {
    space = bytes;
  }

  /** Has files that are open deleted by nobody, as Windows does it. */
  public synchronized void keepOpenFiles() {
    keepsOpenFiles = true;
  }

  /** Records from now on what files that are opened from now on, and directories, go through. */
  public void record(Recording recording) {
    recorder = recording;
  }

  Recorder recorder() {
    return recorder;
  }

  /** How often an operation was asked for. */
  public synchronized int count(Operation operation) {
    return counts.getOrDefault(operation, 0);
  }

  /** How many files are open. */
  public synchronized int open() {
    return openFiles.values().stream().mapToInt(Integer::intValue).sum();
  }

  void before(Operation operation, Path path) throws IOException {
    Rule current;
    synchronized (this) {
      if (left == 0) {
        throw new FileSystemException(path.toString(), null, "the program has ended");
      }
      if (left < Integer.MAX_VALUE) {
        left--;
      }
      counts.merge(operation, 1, Integer::sum);
      if (operation == Operation.DELETE && keepsOpenFiles && openFiles.containsKey(path)) {
        throw new AccessDeniedException(path.toString(), null, "the file is open");
      }
      current = rule;
    }
    current.before(operation, path);
  }

  /** Returns how many of {@code wanted} bytes find room. */
  synchronized int take(int wanted) {
    int granted = (int) Math.min(wanted, space);
    if (space != Long.MAX_VALUE) {
      space -= granted;
    }
    return granted;
  }

  /** Says it so when there is no room, as a system does that speaks another language. */
  public synchronized void sayFull(String sentence) {
    full = sentence;
  }

  synchronized IOException full(@Nullable Path path) {
    return new FileSystemException(String.valueOf(path), null, full);
  }

  /** How much room there is, if there is so much. */
  synchronized long left(long most) {
    return Math.min(most, space);
  }

  synchronized void opened(Path path) {
    openFiles.merge(path, 1, Integer::sum);
  }

  synchronized void closed(Path path) {
    openFiles.computeIfPresent(path, (key, count) -> count == 1 ? null : count - 1);
  }
}

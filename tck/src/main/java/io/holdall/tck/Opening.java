package io.holdall.tck;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Begins the run of a test class with its first rule, and once only: what cannot be opened is not
 * asked again for each rule, which may take long. Not thread-safe.
 */
final class Opening implements AutoCloseable {
  private final Supplier<Run> opener;
  private @Nullable Run run;
  private boolean failed;

  Opening(Supplier<Run> opener) {
    this.opener = opener;
  }

  /**
   * @throws IllegalStateException if it could not be begun before
   * @throws RuntimeException what beginning it throws
   */
  Run run() {
    if (run == null) {
      if (failed) {
        throw new IllegalStateException("the store could not be opened");
      }
      failed = true;
      run = opener.get();
      failed = false;
    }
    return run;
  }

  boolean hasFailed() {
    return failed;
  }

  /** Ends the run, if it was begun. */
  @Override
  public void close() {
    if (run != null) {
      run.close();
    }
  }
}

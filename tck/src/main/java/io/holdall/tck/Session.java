package io.holdall.tck;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** What the test class of a {@link TckRunner} is given: jqwik makes it, and hands it nothing. */
final class Session {
  /** Bound for the length of a run. */
  private static final ThreadLocal<@Nullable Session> CURRENT = new ThreadLocal<>();

  private final Run run;
  private @Nullable Throwable failure;

  Session(Run run) {
    this.run = run;
  }

  static Session current() {
    Session session = CURRENT.get();
    if (session == null) {
      throw new IllegalStateException("this test class is for TckRunner alone");
    }
    return session;
  }

  Run run() {
    return run;
  }

  void during(Runnable action) {
    Session outer = CURRENT.get();
    CURRENT.set(this);
    try {
      action.run();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /** Notes what goes wrong outside rules, which is cleaning up. */
  TestExecutionListener failures() {
    return new TestExecutionListener() {
      @Override
      public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        if (identifier.isContainer() && failure == null) {
          failure = result.getThrowable().orElse(null);
        }
      }
    };
  }

  private static String text(Throwable failure) {
    return failure instanceof LeftBehind
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }

  TckReport report() {
    return run.report(Optional.ofNullable(failure).map(Session::text));
  }
}

package io.holdall.tck;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** One run of a {@link TckRunner}: what its test class is given, and what it gives back. */
final class Session implements TckListener {
  /** Bound for the length of a run: jqwik makes the test class itself, and hands it nothing. */
  private static final ThreadLocal<@Nullable Session> CURRENT = new ThreadLocal<>();

  private final Supplier<TckTarget> opener;
  private final TckOptions options;
  private final TckListener listener;
  private final List<RuleResult> results = new ArrayList<>();
  private String target = "";
  private @Nullable Throwable failure;

  Session(Supplier<TckTarget> opener, TckOptions options, TckListener listener) {
    this.opener = opener;
    this.options = options;
    this.listener = listener;
  }

  static Session current() {
    Session session = CURRENT.get();
    if (session == null) {
      throw new IllegalStateException("this test class is for TckRunner alone");
    }
    return session;
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

  TckTarget openTarget() {
    TckTarget opened = opener.get();
    target = opened.name();
    return opened;
  }

  TckOptions options() {
    return options;
  }

  @Override
  public void started(RuleInfo rule) {
    listener.started(rule);
  }

  @Override
  public void finished(RuleResult result) {
    results.add(result);
    listener.finished(result);
  }

  /** Notes what goes wrong outside rules: opening the target, and cleaning up. */
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

  /**
   * @throws RuntimeException what kept the first rule from being tried
   */
  TckReport report() {
    if (failure != null && results.isEmpty()) {
      throw failure instanceof RuntimeException e
          ? e
          : new IllegalStateException("the kit could not be run", failure);
    }
    results.sort(
        Comparator.comparing((RuleResult it) -> it.rule().area())
            .thenComparing(it -> it.rule().id()));
    return new TckReport(
        target,
        options.seed().orElseThrow(),
        options.tries(),
        results,
        Optional.ofNullable(failure).map(Throwable::toString));
  }
}

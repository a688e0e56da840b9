package io.holdall.tck;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the kit from a program. Immutable; each method returns a copy with one thing set.
 *
 * <pre>{@code
 * TckReport report = TckRunner.of(() -> TckTarget.open("memory:")).only("LIST").run();
 * System.out.println(report.text());
 * }</pre>
 */
public final class TckRunner {
  private final Supplier<TckTarget> target;
  private final TckOptions options;
  private final List<String> only;
  private final List<String> except;
  private final TckListener listener;
  private final StopSignal stop;
  private final @Nullable Supplier<TckTarget> against;

  private TckRunner(
      Supplier<TckTarget> target,
      TckOptions options,
      List<String> only,
      List<String> except,
      TckListener listener,
      StopSignal stop,
      @Nullable Supplier<TckTarget> against) {
    this.target = target;
    this.options = options;
    this.only = only;
    this.except = except;
    this.listener = listener;
    this.stop = stop;
    this.against = against;
  }

  /**
   * @param target opens the store under test; called again after a rule that has closed the store
   */
  public static TckRunner of(Supplier<TckTarget> target) {
    return new TckRunner(
        target,
        TckOptions.defaults(),
        List.of(),
        List.of(),
        TckListener.silent(),
        new StopSignal(),
        null);
  }

  public TckRunner options(TckOptions value) {
    return new TckRunner(target, value, only, except, listener, stop, against);
  }

  /** Short for setting the {@linkplain TckOptions#tries tries}. */
  public TckRunner tries(int value) {
    return options(options.tries(value));
  }

  /** Short for setting the {@linkplain TckOptions#seed seed}. */
  public TckRunner seed(long value) {
    return options(options.seed(value));
  }

  /** Short for naming the {@linkplain TckOptions#deviations deviations}. */
  public TckRunner deviations(Map<String, String> value) {
    return options(options.deviations(value));
  }

  /**
   * Runs only the rules that one of the selectors {@linkplain RuleInfo#isMeantBy means}; without
   * selectors all.
   *
   * @throws IllegalArgumentException if a selector means no rule
   */
  public TckRunner only(String... selectors) {
    return new TckRunner(target, options, checked(selectors), except, listener, stop, against);
  }

  /**
   * Leaves out the rules that one of the selectors {@linkplain RuleInfo#isMeantBy means}.
   *
   * @throws IllegalArgumentException if a selector means no rule
   */
  public TckRunner except(String... selectors) {
    return new TckRunner(target, options, only, checked(selectors), listener, stop, against);
  }

  public TckRunner listener(TckListener value) {
    return new TckRunner(target, options, only, except, value, stop, against);
  }

  /** What ends the run early. */
  public TckRunner stopOn(StopSignal value) {
    return new TckRunner(target, options, only, except, listener, value, against);
  }

  /**
   * In place of the rules, runs the kit's generated histories on the target and on another store,
   * and compares each answer of the one with the other's. The requests to both are counted.
   *
   * @param other opens the store to compare with
   */
  public TckRunner against(Supplier<TckTarget> other) {
    return new TckRunner(target, options, only, except, listener, stop, other);
  }

  private static List<String> checked(String... selectors) {
    for (String selector : selectors) {
      if (Stream.concat(RuleInfo.all().stream(), RuleInfo.differences().stream())
          .noneMatch(rule -> rule.isMeantBy(selector))) {
        throw new IllegalArgumentException(
            "no rule or area is called \"%s\"; the areas are %s"
                .formatted(selector, Arrays.toString(Area.values())));
      }
    }
    return List.of(selectors);
  }

  /** The rules that a run will try, by area and id. */
  public List<RuleInfo> rules() {
    List<RuleInfo> all = against == null ? RuleInfo.all() : RuleInfo.differences();
    return all.stream()
        .filter(rule -> only.isEmpty() || only.stream().anyMatch(rule::isMeantBy))
        .filter(rule -> except.stream().noneMatch(rule::isMeantBy))
        .toList();
  }

  /**
   * Runs the rules, one after the other, on the calling thread. Looks first whether the store can
   * be worked with at all, so that a wrong address or key is one error and not one for each rule.
   *
   * @throws IllegalArgumentException if no rule is left to try, or the budget does not allow one
   *     try of each
   * @throws RuntimeException what opening the target threw
   * @throws OutOfMemoryError if the heap is too small; what was made is taken away before, as far
   *     as that goes
   */
  public TckReport run() {
    Run run = new Run(target, options, listener, stop);
    if (against != null) {
      run.compareWith(against);
    }
    run.prepare(rules());
    Session session = new Session(run);
    try (Scratch scratch = new Scratch()) {
      session.during(() -> launcher().execute(request(scratch.file("jqwik")), session.failures()));
    } catch (Error e) {
      // That of a full heap, which jqwik lets through. What lies in somebody's bucket goes even so.
      try {
        run.close();
      } catch (RuntimeException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
    return session.report();
  }

  private static Launcher launcher() {
    return LauncherFactory.create(
        LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .build());
  }

  private LauncherDiscoveryRequest request(Path database) {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(
            rules().stream()
                .map(rule -> DiscoverySelectors.selectMethod(RunnerTck.class, rule.method()))
                .toList())
        .filters(EngineFilter.includeEngines("jqwik"))
        .enableImplicitConfigurationParameters(false)
        .configurationParameter("jqwik.database", database.toString())
        .configurationParameter("jqwik.reporting.onlyfailures", "true")
        .configurationParameter("jqwik.reporting.usejunitplatform", "true")
        .build();
  }
}

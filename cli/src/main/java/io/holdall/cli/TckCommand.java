package io.holdall.cli;

import io.holdall.tck.StopSignal;
import io.holdall.tck.TckOptions;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import io.holdall.tck.TckTarget;
import io.holdall.tck.report.ReportedRun;
import io.holdall.tck.report.Reports;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "tck",
    description = "Run the compatibility kit: does a store keep S3's semantics?",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "If the URL names a bucket the kit works below one random prefix of it and touches nothing else;",
      "otherwise it makes buckets of its own. Either way it removes what it made, Ctrl-C included.",
      "",
      "Exit status: 0 if every rule that applies was kept, but for named deviations."
    })
final class TckCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "URL", description = "A store, or a bucket or prefix of one.")
  private String url;

  @Option(
      names = "--tries",
      description = "How often a cheap rule is tried; dear rules are tried less often.")
  private @Nullable Integer tries;

  @Option(names = "--seed", description = "Repeats what a run with this seed generated.")
  private @Nullable Long seed;

  @Option(
      names = "--budget",
      paramLabel = "REQUESTS",
      description = {
        "The most requests that the run may make. Every rule is tried once,",
        "and what is left is shared evenly among the rules."
      })
  private @Nullable Long budget;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "RULE|AREA",
      description = "Only these, such as LIST,PUT-03.")
  private List<String> only = List.of();

  @Option(names = "--except", split = ",", paramLabel = "RULE|AREA", description = "All but these.")
  private List<String> except = List.of();

  @Option(
      names = "--against",
      paramLabel = "URL",
      description = {
        "Instead of trying the rules, run the same generated histories on this store too,",
        "and report the first answer that differs, shrunk."
      })
  private @Nullable String against;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Also write report.json, report.xml (JUnit), report.md and report.html there.")
  private @Nullable Path reports;

  @Option(
      names = "--name",
      description = "What the target is called in reports; default is its URL.")
  private @Nullable String name;

  @Option(
      names = "--deviations",
      paramLabel = "FILE",
      description = {
        "A properties file of what the store is known to do otherwise: rule = reason.",
        "The rules are tried all the same and reported as deviations."
      })
  private @Nullable Path deviations;

  @Override
  public Integer call() throws IOException {
    TckOptions options = TckOptions.defaults().deviations(readDeviations());
    if (tries != null) {
      options = options.tries(tries);
    }
    if (seed != null) {
      options = options.seed(seed);
    }
    if (budget != null) {
      options = options.budget(budget);
    }
    StopSignal stop = new StopSignal();
    main.interrupts.instead(stop::stop);
    TckRunner runner =
        TckRunner.of(() -> TckTarget.open(url).named(name == null ? url : name))
            .options(options)
            .only(only.toArray(String[]::new))
            .except(except.toArray(String[]::new))
            .listener(new TckProgress(main.err, Main.isTerminal()))
            .stopOn(stop);
    if (against != null) {
      String other = against;
      runner = runner.against(() -> TckTarget.open(other));
    }
    TckReport report = runner.run();
    main.out.print(report.text());
    if (reports != null) {
      Reports.write(reports, List.of(ReportedRun.of(report)));
    }
    return report.isKept() && report.leftBehind().isEmpty() ? 0 : 1;
  }

  private Map<String, String> readDeviations() throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    if (deviations != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(deviations)) {
        properties.load(reader);
      }
      properties.stringPropertyNames().forEach(id -> reasons.put(id, properties.getProperty(id)));
    }
    return reasons;
  }
}

package io.holdall.cli;

import io.holdall.tck.StopSignal;
import io.holdall.tck.TckOptions;
import io.holdall.tck.TckOptions.Invocation;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import io.holdall.tck.TckTarget;
import io.holdall.tck.report.ReportedRun;
import io.holdall.tck.report.Reports;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

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
  private static final String SEEN = ".seen";

  @ParentCommand private Main main;

  @Spec private CommandSpec spec;

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
        "A properties file of what the store is known to do otherwise: rule = reason, and",
        "optionally rule.seen = a part of the problem that is known, others being failures.",
        "The rules are tried all the same and reported as deviations."
      })
  private @Nullable Path deviations;

  @Override
  public Integer call() throws IOException {
    TckOptions options = known().invocation(new Invocation(command(), repeatWith()));
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
            .listener(new TckProgress(main.err, Main.isTerminal(), System::nanoTime))
            .stopOn(stop);
    if (against != null) {
      String other = against;
      runner = runner.against(() -> TckTarget.open(other));
    }
    if (reports != null) {
      Reports.check(reports);
    }
    TckReport report = runner.run();
    if (Thread.interrupted()) {
      main.complain("a request that hung was given up");
    }
    main.out.print(report.text());
    if (reports != null) {
      Reports.write(reports, List.of(ReportedRun.of(report)));
    }
    return report.isKept() ? 0 : 1;
  }

  /** The deviations, and what of some is seen. */
  private TckOptions known() throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    Map<String, String> seen = new TreeMap<>();
    if (deviations != null) {
      Properties properties = new Properties();
      try {
        properties.load(new StringReader(Utf8.read(deviations)));
      } catch (IllegalArgumentException e) {
        throw new UsageException(deviations + ": " + e.getMessage());
      }
      for (String name : properties.stringPropertyNames()) {
        String value = properties.getProperty(name);
        if (name.endsWith(SEEN)) {
          seen.put(name.substring(0, name.length() - SEEN.length()), value);
        } else {
          reasons.put(name, value);
        }
      }
    }
    return TckOptions.defaults().deviations(reasons).seen(seen);
  }

  private String command() {
    return "./holdall "
        + spec.root().commandLine().getParseResult().originalArgs().stream()
            .map(TckCommand::quoted)
            .collect(Collectors.joining(" "));
  }

  private String repeatWith() {
    List<String> more = new ArrayList<>();
    if (against != null) {
      more.add("--against " + quoted(against));
    }
    if (deviations != null) {
      more.add("--deviations " + quoted(deviations.toString()));
    }
    return String.join(" ", more);
  }

  /** As a POSIX shell takes it for one word. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

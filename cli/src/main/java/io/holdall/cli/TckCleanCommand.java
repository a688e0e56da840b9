package io.holdall.cli;

import io.holdall.tck.TckLeftovers;
import io.holdall.tck.TckTarget;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "tck-clean",
    description = "Remove what killed runs of the compatibility kit left behind.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Only what bears the mark of a run, holdall-tck-DATE-TIME-RANDOM, is looked at, and only",
      "directly behind the prefix that the URL names. Both the run and the thing must be old enough."
    })
final class TckCleanCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "URL", description = "What the killed run was given.")
  private String url;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      defaultValue = "1d",
      converter = Durations.class,
      description = "What is younger stays: 0s, 90m, 12h; default ${DEFAULT-VALUE}.")
  private Duration age;

  @Option(names = "--dry-run", description = "Only say what would be removed.")
  private boolean dryRun;

  @Override
  public Integer call() {
    try (TckTarget target = TckTarget.open(url)) {
      TckLeftovers leftovers = new TckLeftovers(target, Clock.systemUTC().instant().minus(age));
      if (dryRun) {
        List<String> found = leftovers.find();
        found.forEach(it -> main.out.println(OneLine.of(it)));
        main.out.println(found.size() + " to be removed");
        return 0;
      }
      TckLeftovers.Removal removal = leftovers.remove();
      removal.removed().forEach(it -> main.out.println(OneLine.of(it)));
      main.out.println(removal.removed().size() + " removed");
      removal.left().forEach(it -> main.complain("left behind: " + it));
      main.err.flush();
      return removal.left().isEmpty() ? 0 : 1;
    }
  }
}

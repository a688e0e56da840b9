package io.holdall.tck.report;

import io.holdall.tck.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** How reports for people call things. */
final class Words {
  private Words() {}

  static String of(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "pass";
      case FAILED -> "fail";
      case DEVIATION -> "deviation";
      case NOT_APPLICABLE -> "not applicable";
      case UNTRIED -> "could not be tried";
    };
  }

  /** What the runs are called: their targets, and where two have one name, when they began. */
  static List<String> headings(List<ReportedRun> runs) {
    return runs.stream()
        .map(
            run -> {
              List<ReportedRun> namesakes =
                  runs.stream().filter(it -> it.target().equals(run.target())).toList();
              boolean apart =
                  namesakes.stream().map(ReportedRun::started).distinct().count()
                      == namesakes.size();
              return namesakes.size() == 1
                  ? run.target()
                  : "%s, %s%s"
                      .formatted(
                          run.target(), time(run.started()), apart ? "" : ", seed " + run.seed());
            })
        .toList();
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String time(Instant instant) {
    return instant.toString().replace("T", " ").replace("Z", " UTC");
  }
}

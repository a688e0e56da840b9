package io.holdall.tck.report;

import io.holdall.tck.Area;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rules by runs.
 *
 * @param runs one column each
 * @param rows one for each rule that any run tried, by area and id
 */
record Matrix(List<ReportedRun> runs, List<Row> rows) {
  private static final List<String> AREAS =
      Arrays.stream(Area.values()).map(area -> area.name().toLowerCase(Locale.ROOT)).toList();

  /**
   * A rule in all runs.
   *
   * @param rule as the first run has it that tried it
   * @param cells for each run what became of the rule; empty where it was not tried
   */
  record Row(ReportedRule rule, List<Optional<ReportedRule>> cells) {}

  static Matrix of(List<ReportedRun> runs) {
    Map<String, ReportedRule> rules = new TreeMap<>();
    runs.forEach(run -> run.rules().forEach(rule -> rules.putIfAbsent(rule.id(), rule)));
    List<Row> rows =
        rules.values().stream()
            .sorted(Comparator.comparingInt((ReportedRule rule) -> position(rule.area())))
            .map(rule -> new Row(rule, runs.stream().map(run -> run.rule(rule.id())).toList()))
            .toList();
    return new Matrix(List.copyOf(runs), rows);
  }

  /** Areas of another version of the kit come last. */
  private static int position(String area) {
    int known = AREAS.indexOf(area);
    return known < 0 ? AREAS.size() : known;
  }
}

package io.holdall.tck.report;

import io.holdall.tck.Counterexample;
import io.holdall.tck.Outcome;
import io.holdall.tck.trace.Printable;
import java.util.List;
import java.util.stream.Collectors;

/** The report for people, in GitHub's Markdown: the runs, the matrix, and what was not kept. */
public final class MarkdownReport {
  private MarkdownReport() {}

  /** Writes runs; the same runs give the same text. */
  public static String write(List<ReportedRun> runs) {
    StringBuilder text = new StringBuilder("# Compatibility with S3\n\n");
    runs(text, runs);
    Matrix matrix = Matrix.of(runs);
    List<String> headings = Words.headings(runs);
    matrix(text, matrix, headings);
    notes(text, matrix, headings);
    for (Matrix.Row row : matrix.rows()) {
      for (int i = 0; i < runs.size(); i++) {
        String heading = headings.get(i);
        row.cells().get(i).ifPresent(rule -> details(text, heading, rule));
      }
    }
    return text.toString();
  }

  private static void runs(StringBuilder text, List<ReportedRun> runs) {
    text.append(
        "| target | pass | fail | deviation | not applicable | could not be tried | requests | seed | tries | started | kit |\n");
    text.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|---|---|\n");
    for (ReportedRun run : runs) {
      text.append(
          "| %s%s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  escaped(run.target()),
                  run.ending().complete() ? "" : " (not complete)",
                  run.count(Outcome.PASSED),
                  run.count(Outcome.FAILED),
                  run.count(Outcome.DEVIATION),
                  run.count(Outcome.NOT_APPLICABLE),
                  run.count(Outcome.UNTRIED),
                  Words.number(run.requests()),
                  run.seed(),
                  run.tries(),
                  Words.time(run.started()),
                  escaped(run.kit())));
    }
    for (ReportedRun run : runs) {
      if (!run.command().isEmpty()) {
        text.append("\n%s: %s\n".formatted(escaped(run.target()), escaped(run.command())));
      }
    }
    for (ReportedRun run : runs) {
      for (String shortcoming : run.ending().shortcomings()) {
        text.append("\n%s: %s\n".formatted(escaped(run.target()), escaped(shortcoming)));
      }
    }
  }

  private static void matrix(StringBuilder text, Matrix matrix, List<String> headings) {
    text.append("\n| rule | text | source |");
    headings.forEach(it -> text.append(' ').append(escaped(it)).append(" |"));
    text.append("\n|---|---|---|").append("---|".repeat(matrix.runs().size())).append('\n');
    for (Matrix.Row row : matrix.rows()) {
      ReportedRule rule = row.rule();
      text.append(
          "| %s | %s | %s |"
              .formatted(
                  escaped(rule.id()),
                  escaped(rule.text()),
                  escaped(String.join(", ", rule.sources()))));
      row.cells()
          .forEach(
              cell ->
                  text.append(' ').append(cell.map(MarkdownReport::cell).orElse("–")).append(" |"));
      text.append('\n');
    }
  }

  /** Why rules do not apply, and what else is noted where there is no counterexample. */
  private static void notes(StringBuilder text, Matrix matrix, List<String> headings) {
    StringBuilder lines = new StringBuilder();
    for (Matrix.Row row : matrix.rows()) {
      for (int i = 0; i < headings.size(); i++) {
        String heading = headings.get(i);
        row.cells()
            .get(i)
            .filter(rule -> rule.counterexample().isEmpty())
            .ifPresent(
                rule ->
                    rule.note()
                        .ifPresent(
                            note ->
                                lines.append(
                                    "| %s | %s | %s | %s |\n"
                                        .formatted(
                                            escaped(rule.id()),
                                            escaped(heading),
                                            Words.of(rule.outcome()),
                                            escaped(note)))));
      }
    }
    if (!lines.isEmpty()) {
      text.append("\n| rule | target | | note |\n|---|---|---|---|\n").append(lines);
    }
  }

  private static String cell(ReportedRule rule) {
    String word = Words.of(rule.outcome());
    return rule.outcome() == Outcome.FAILED ? "**" + word + "**" : word;
  }

  private static void details(StringBuilder text, String heading, ReportedRule rule) {
    if (rule.counterexample().isEmpty()) {
      return;
    }
    Counterexample found = rule.counterexample().get();
    text.append(
        "\n## %s on %s: %s\n\n%s. %s tries, %s requests.%s\n"
            .formatted(
                escaped(rule.id()),
                escaped(heading),
                Words.of(rule.outcome()),
                escaped(rule.text()),
                Words.number(rule.tries()),
                Words.number(rule.requests()),
                rule.note().map(it -> " " + escaped(it) + ".").orElse("")));
    fence(text, "text", found.problem());
    fence(text, "java", found.code());
    fence(text, "http", found.requests().stream().collect(Collectors.joining("\n\n")));
    text.append("\nRepeat it with\n");
    fence(text, "text", found.repeat());
  }

  /** A block that its content cannot end. */
  private static void fence(StringBuilder text, String language, String content) {
    if (content.isEmpty()) {
      return;
    }
    String fence = "```";
    while (content.contains(fence)) {
      fence += "`";
    }
    text.append(
        "\n%s%s\n%s\n%s\n".formatted(fence, language, Printable.of(content).strip(), fence));
  }

  /** Text that means itself, in one line. */
  private static String escaped(String text) {
    return Printable.of(text)
        .replace('\n', ' ')
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_\\[\\]|~])", "\\\\$1");
  }
}

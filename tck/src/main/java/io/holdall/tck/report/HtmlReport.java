package io.holdall.tck.report;

import io.holdall.tck.Counterexample;
import io.holdall.tck.Outcome;
import io.holdall.tck.trace.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The report for people, as one page that needs nothing else: no script, no font, no network. Each
 * rule is a row that opens.
 */
public final class HtmlReport {
  private static final String STYLE = "report.css";

  private HtmlReport() {}

  /** Writes runs; the same runs give the same text. */
  public static String write(List<ReportedRun> runs) {
    Matrix matrix = Matrix.of(runs);
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Compatibility with S3</title>
        <style>
        %s</style>
        </head>
        <body style="--runs: %s">
        <h1>Compatibility with S3</h1>
        """
            .formatted(style(), runs.size()));
    runs(page, runs);
    page.append("<div class=\"head row\"><span>Rule</span>");
    List<String> headings = Words.headings(runs);
    headings.forEach(it -> page.append("<span>").append(escaped(it)).append("</span>"));
    page.append("</div>\n");
    String area = "";
    for (Matrix.Row row : matrix.rows()) {
      if (!row.rule().area().equals(area)) {
        area = row.rule().area();
        page.append("<h2>").append(escaped(area)).append("</h2>\n");
      }
      rule(page, headings, row);
    }
    return page.append("</body>\n</html>\n").toString();
  }

  private static String style() {
    try (InputStream stream = HtmlReport.class.getResourceAsStream(STYLE)) {
      if (stream == null) {
        throw new IllegalStateException("the kit was packed without " + STYLE);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void runs(StringBuilder page, List<ReportedRun> runs) {
    page.append("<table>\n<tr><th>Target</th>");
    for (Outcome outcome : Outcome.values()) {
      page.append("<th class=\"number\">").append(Words.of(outcome)).append("</th>");
    }
    page.append(
        "<th class=\"number\">requests</th><th class=\"number\">seed</th>"
            + "<th class=\"number\">tries</th><th>started</th></tr>\n");
    for (ReportedRun run : runs) {
      page.append("<tr><td><b>").append(escaped(run.target())).append("</b>");
      page.append("<br><small>").append(escaped(run.place()));
      run.ending().shortcomings().forEach(it -> page.append("; ").append(escaped(it)));
      if (!run.kit().isEmpty()) {
        page.append("<br>kit ").append(escaped(run.kit()));
      }
      if (!run.command().isEmpty()) {
        page.append("<br><code>").append(escaped(run.command())).append("</code>");
      }
      page.append("</small></td>");
      for (Outcome outcome : Outcome.values()) {
        number(page, Words.number(run.count(outcome)));
      }
      number(page, Words.number(run.requests()));
      number(page, String.valueOf(run.seed()));
      number(page, String.valueOf(run.tries()));
      page.append("<td>").append(Words.time(run.started())).append("</td></tr>\n");
    }
    page.append("</table>\n");
  }

  private static void number(StringBuilder page, String text) {
    page.append("<td class=\"number\">").append(text).append("</td>");
  }

  private static void rule(StringBuilder page, List<String> headings, Matrix.Row row) {
    ReportedRule rule = row.rule();
    page.append(
        "<details><summary class=\"row\"><span><b>%s</b> %s</span>"
            .formatted(escaped(rule.id()), escaped(rule.text())));
    row.cells().forEach(cell -> page.append(cell(cell)));
    // A link to what is inside opens the row.
    page.append("</summary>\n<div class=\"body\" id=\"%s\">\n<p>".formatted(escaped(rule.id())));
    page.append(
        rule.sources().isEmpty()
            ? "A rule of this library's own."
            : "Source: " + escaped(String.join(", ", rule.sources())) + ".");
    page.append("</p>\n");
    for (int i = 0; i < headings.size(); i++) {
      String target = headings.get(i);
      row.cells().get(i).ifPresent(tried -> tried(page, target, tried));
    }
    page.append("</div>\n</details>\n");
  }

  private static String cell(Optional<ReportedRule> cell) {
    return cell.map(ReportedRule::outcome)
        .map(
            outcome ->
                "<span class=\"%s\">%s</span>"
                    .formatted(outcome.name().toLowerCase(Locale.ROOT), Words.of(outcome)))
        .orElse("<span class=\"not_tried\">not tried</span>");
  }

  private static void tried(StringBuilder page, String target, ReportedRule rule) {
    page.append(
        "<h3>%s – %s</h3>\n<p>%s tries, %s requests, %s ms.%s</p>\n"
            .formatted(
                escaped(target),
                Words.of(rule.outcome()),
                Words.number(rule.tries()),
                Words.number(rule.requests()),
                Words.number(rule.millis()),
                rule.note().map(it -> " " + escaped(it) + ".").orElse("")));
    rule.counterexample().ifPresent(it -> counterexample(page, it));
  }

  private static void counterexample(StringBuilder page, Counterexample found) {
    block(page, "What was wrong", found.problem());
    block(page, "As Java code", found.code());
    block(page, "As requests", found.requests().stream().collect(Collectors.joining("\n\n")));
    page.append("<p>Repeat it with <code>").append(escaped(found.repeat())).append("</code></p>\n");
  }

  private static void block(StringBuilder page, String title, String content) {
    if (!content.isEmpty()) {
      page.append("<h4>%s</h4>\n<pre>%s</pre>\n".formatted(title, escaped(content)));
    }
  }

  private static String escaped(String text) {
    return Printable.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

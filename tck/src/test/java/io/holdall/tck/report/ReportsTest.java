package io.holdall.tck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.tck.Counterexample;
import io.holdall.tck.Outcome;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportsTest {
  private static final String NASTY =
      "<b> & \"quotes\" 'n' |pipes| `ticks` ``` \u0001\u202E ]]> *x*";

  private static final Counterexample FOUND =
      new Counterexample(
          NASTY,
          "bucket.put(\"k\", Body.of(\"<script>\"));",
          List.of("GET /b/k\n→ 404"),
          "--seed 1");

  private static final ReportedRun GOOD =
      run(
          "memory:",
          rule("LIST-01", "list", Outcome.PASSED),
          rule("PUT-01", "put", Outcome.PASSED));

  private static final ReportedRun BAD =
      run(
          NASTY,
          rule("NEW-01", "of another kit", Outcome.NOT_APPLICABLE),
          rule("LIST-01", "list", Outcome.FAILED),
          rule("LIST-02", "list", Outcome.DEVIATION));

  private static ReportedRun run(String target, ReportedRule... rules) {
    return new ReportedRun(
        target,
        "buckets",
        Instant.parse("2026-01-02T03:04:05Z"),
        Long.MAX_VALUE,
        100,
        OptionalLong.of(5000),
        "1.2.3",
        "./holdall tck " + target,
        1234,
        new Ending(true, 0, Optional.empty(), Optional.of("one bucket")),
        List.of(rules));
  }

  private static ReportedRule rule(String id, String area, Outcome outcome) {
    boolean broken = outcome == Outcome.FAILED || outcome == Outcome.DEVIATION;
    return new ReportedRule(
        id,
        "Keys come <in order> | sorted",
        area,
        List.of("LIST-01"),
        outcome,
        3,
        45,
        1678,
        outcome == Outcome.PASSED ? Optional.empty() : Optional.of(NASTY),
        broken ? Optional.of(FOUND) : Optional.empty());
  }

  @Test
  void anInterruptDoesNotLoseAReportAndNothingHalfWrittenStays(@TempDir Path directory)
      throws IOException {
    Files.writeString(directory.resolve("report.json"), "of an earlier run");
    Thread.currentThread().interrupt();
    try {
      Reports.write(directory, List.of(GOOD));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(JsonReport.read(Files.readString(directory.resolve("report.json"))))
        .containsExactly(GOOD);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("report.json", "report.xml", "report.md", "report.html");
    }
  }

  @Test
  void whatJsonIsWrittenCanBeRead() {
    String json = JsonReport.write(List.of(GOOD, BAD));
    assertThat(JsonReport.read(json)).containsExactly(GOOD, BAD);
    assertThat(JsonReport.write(JsonReport.read(json))).isEqualTo(json);
  }

  @Test
  void fieldsThatAreNotKnownArePassedOver() {
    String json =
        JsonReport.write(List.of(GOOD)).replace("\"place\"", "\"more\": [{}, 1.5], \"place\"");
    assertThat(JsonReport.read(json)).containsExactly(GOOD);
  }

  @Test
  void whatIsNoReportIsRefused() {
    String json = JsonReport.write(List.of(GOOD));
    for (String wrong :
        List.of(
            "",
            "[]",
            "{}",
            json + "{}",
            json.replace("\"version\" : 1", "\"version\" : 2"),
            json.replace("\"seed\"", "\"sead\""),
            json.replace("\"passed\"", "\"perhaps\""),
            json.replace("\"tries\" : 100", "\"tries\" : \"100\""),
            json.replace("2026-01-02T", "yesterday "))) {
      assertThatThrownBy(() -> JsonReport.read(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void junitXmlHasATestForEachRule() throws Exception {
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(JUnitReport.write(List.of(GOOD, BAD)))));
    NodeList suites = xml.getElementsByTagName("testsuite");
    assertThat(suites.getLength()).isEqualTo(2);
    Element bad = (Element) suites.item(1);
    assertThat(bad.getAttribute("name")).contains("<b> & \"quotes\" 'n'");
    assertThat(bad.getAttribute("tests")).isEqualTo("5");
    assertThat(bad.getAttribute("errors")).isEqualTo("2");
    NodeList errors = bad.getElementsByTagName("error");
    assertThat(((Element) errors.item(0)).getAttribute("message")).contains("stopped early");
    assertThat(((Element) errors.item(1)).getAttribute("message")).contains("one bucket");
    assertThat(bad.getAttribute("failures")).isEqualTo("1");
    assertThat(bad.getAttribute("skipped")).isEqualTo("2");
    Element failure = (Element) bad.getElementsByTagName("failure").item(0);
    assertThat(failure.getTextContent()).contains("Body.of(\"<script>\")", "--seed 1", "]]>");
    Element test = (Element) failure.getParentNode();
    assertThat(test.getAttribute("name")).isEqualTo("LIST-01 Keys come <in order> | sorted");
    assertThat(test.getAttribute("time")).isEqualTo("1.678");
  }

  @Test
  void markdownShowsTheMatrixAndWhatWasNotKept() {
    String text = MarkdownReport.write(List.of(GOOD, BAD));
    assertThat(text)
        .contains(
            """
            | LIST-01 | Keys come &lt;in order> \\| sorted | LIST-01 | pass | **fail** |
            | LIST-02 | Keys come &lt;in order> \\| sorted | LIST-01 | – | deviation |
            | NEW-01 |""");
    assertThat(text)
        .contains("\n````text\n<b> &", "\n```java\nbucket.put(", "\n```http\nGET /b/k\n");
    assertThat(text).doesNotContain("\u0001", "\u202E");
  }

  @Test
  void markdownTellsWhyARuleDoesNotApply() {
    assertThat(MarkdownReport.write(List.of(BAD)))
        .containsPattern("\\| NEW-01 \\| .* \\| not applicable \\| .*quotes.* \\|\n");
  }

  @Test
  void everyReportTellsKitAndCommand() {
    List<ReportedRun> runs = List.of(GOOD);
    for (String text :
        List.of(
            JsonReport.write(runs),
            JUnitReport.write(runs),
            MarkdownReport.write(runs),
            HtmlReport.write(runs))) {
      assertThat(text).contains("1.2.3", "./holdall tck memory:");
    }
  }

  @Test
  void twoRunsOfOneTargetAreToldApart() {
    ReportedRun later = at(GOOD, "2026-01-02T03:04:06Z", 1);
    ReportedRun other = at(GOOD, "2026-01-02T03:04:06Z", 2);
    assertThat(Words.headings(List.of(GOOD, BAD, later)))
        .containsExactly(
            "memory:, 2026-01-02 03:04:05 UTC", NASTY, "memory:, 2026-01-02 03:04:06 UTC");
    assertThat(Words.headings(List.of(later, other)))
        .containsExactly(
            "memory:, 2026-01-02 03:04:06 UTC, seed 1", "memory:, 2026-01-02 03:04:06 UTC, seed 2");
    for (String text :
        List.of(
            JUnitReport.write(List.of(GOOD, later)),
            MarkdownReport.write(List.of(GOOD, later)),
            HtmlReport.write(List.of(GOOD, later)))) {
      assertThat(text).contains("memory:, 2026-01-02 03:04:05", "memory:, 2026-01-02 03:04:06");
    }
  }

  private static ReportedRun at(ReportedRun run, String started, long seed) {
    return new ReportedRun(
        run.target(),
        run.place(),
        Instant.parse(started),
        seed,
        run.tries(),
        run.budget(),
        run.kit(),
        run.command(),
        run.requests(),
        run.ending(),
        run.rules());
  }

  @Test
  void aBudgetThatWasNotEnoughIsToldAsSuch() {
    ReportedRun poor =
        ended(
            run(
                "memory:",
                rule("LIST-01", "list", Outcome.PASSED),
                rule("LIST-02", "list", Outcome.UNTRIED)),
            new Ending(false, 1, Optional.empty(), Optional.empty()));
    List<ReportedRun> runs = List.of(poor);
    String json = JsonReport.write(runs);
    assertThat(json)
        .contains("\"complete\" : false", "\"stopped\" : false", "\"unaffordable\" : 1")
        .contains("\"outcome\" : \"untried\"");
    assertThat(JsonReport.read(json)).isEqualTo(runs);
    assertThat(JUnitReport.write(runs))
        .contains("tests=\"3\"", "errors=\"1\"", "skipped=\"1\"", "could not be tried: ");
    assertThat(HtmlReport.write(runs))
        .contains("<span class=\"untried\">could not be tried</span>");
    assertThat(MarkdownReport.write(runs))
        .contains("| could not be tried |", "| memory: (not complete) | 1 | 0 | 0 | 0 | 1 |");
    for (String text :
        List.of(JUnitReport.write(runs), MarkdownReport.write(runs), HtmlReport.write(runs))) {
      assertThat(text)
          .contains("the budget was not enough for one rule")
          .doesNotContain("stopped early");
    }
  }

  @Test
  void anOutageIsToldWithoutCallingRulesBroken() {
    ReportedRun cut =
        ended(
            run("memory:", rule("LIST-01", "list", Outcome.UNTRIED)),
            new Ending(false, 0, Optional.of("it is away"), Optional.empty()));
    List<ReportedRun> runs = List.of(cut);
    String json = JsonReport.write(runs);
    assertThat(json).contains("\"complete\" : false", "\"outage\" : \"it is away\"");
    assertThat(JsonReport.read(json)).isEqualTo(runs);
    String junit = JUnitReport.write(runs);
    assertThat(junit).contains("failures=\"0\" errors=\"1\" skipped=\"1\"");
    for (String text : List.of(junit, MarkdownReport.write(runs), HtmlReport.write(runs))) {
      assertThat(text).contains("it is away", "could not be tried").doesNotContain("stopped early");
    }
    assertThat(MarkdownReport.write(List.of(GOOD, cut)))
        .contains("| LIST-01 | pass | could not be tried |");
  }

  @Test
  void whyAnOldReportIsNotCompleteIsNotKnown() {
    String old = JsonReport.write(List.of(GOOD)).replaceAll("\"stopped\" : true,\\s*", "");
    assertThat(old).doesNotContain("stopped");
    assertThat(JsonReport.read(old)).containsExactly(GOOD);
  }

  private static ReportedRun ended(ReportedRun run, Ending ending) {
    return new ReportedRun(
        run.target(),
        run.place(),
        run.started(),
        run.seed(),
        run.tries(),
        run.budget(),
        run.kit(),
        run.command(),
        run.requests(),
        ending,
        run.rules());
  }

  @Test
  void aReportWithoutKitAndCommandCanBeRead() {
    String old =
        JsonReport.write(List.of(GOOD)).replaceAll("\"(kit|command)\" : \"[^\"]*\",\\s*", "");
    assertThat(JsonReport.read(old)).singleElement().extracting(ReportedRun::kit).isEqualTo("");
  }

  @Test
  void theMatrixIsInTheOrderOfTheKit() {
    assertThat(Matrix.of(List.of(BAD, GOOD)).rows())
        .extracting(row -> row.rule().id())
        .containsExactly("PUT-01", "LIST-01", "LIST-02", "NEW-01");
  }

  @Test
  void htmlLetsNothingThrough() {
    String page = HtmlReport.write(List.of(GOOD, BAD));
    assertThat(page).doesNotContain("<b> &", "<script", "\u0001", "\u202E");
    assertThat(page).contains("&lt;b&gt; &amp; &quot;quotes&quot; &#39;n&#39;");
    assertThat(page).doesNotContainPattern("(src|href)=|url\\(|@import|http://|https://");
    assertThat(page.split("<details", -1)).hasSize(1 + 4);
    assertThat(page.split("<details", -1).length).isEqualTo(page.split("</details>", -1).length);
  }

  @Test
  void theSameRunsGiveTheSameText() {
    List<ReportedRun> runs = List.of(GOOD, BAD);
    List<ReportedRun> again = JsonReport.read(JsonReport.write(runs));
    assertThat(HtmlReport.write(again)).isEqualTo(HtmlReport.write(runs));
    assertThat(MarkdownReport.write(again)).isEqualTo(MarkdownReport.write(runs));
    assertThat(JUnitReport.write(again)).isEqualTo(JUnitReport.write(runs));
  }
}

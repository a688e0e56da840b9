package io.holdall.tck.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.holdall.tck.Counterexample;
import io.holdall.tck.Outcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The report for machines, as {@code docs/report-schema.md} lays down. What is written can be read
 * again; a reader passes over fields that it does not know.
 */
public final class JsonReport {
  private static final String FORMAT = "holdall-tck-report";
  private static final int VERSION = 1;

  private JsonReport() {}

  /** Writes runs; the same runs give the same text. */
  public static String write(List<ReportedRun> runs) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      json.writeArrayFieldStart("runs");
      for (ReportedRun run : runs) {
        write(json, run);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator json, ReportedRun run) throws IOException {
    json.writeStartObject();
    json.writeStringField("target", run.target());
    json.writeStringField("place", run.place());
    json.writeStringField("started", run.started().toString());
    json.writeNumberField("seed", run.seed());
    json.writeNumberField("tries", run.tries());
    if (run.budget().isPresent()) {
      json.writeNumberField("budget", run.budget().getAsLong());
    }
    text(json, "kit", Optional.of(run.kit()).filter(it -> !it.isEmpty()));
    text(json, "command", Optional.of(run.command()).filter(it -> !it.isEmpty()));
    json.writeNumberField("requests", run.requests());
    Ending ending = run.ending();
    json.writeBooleanField("complete", ending.complete());
    json.writeBooleanField("stopped", ending.stopped());
    if (ending.unaffordable() > 0) {
      json.writeNumberField("unaffordable", ending.unaffordable());
    }
    text(json, "outage", ending.outage());
    text(json, "leftBehind", ending.leftBehind());
    json.writeArrayFieldStart("rules");
    for (ReportedRule rule : run.rules()) {
      write(json, rule);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ReportedRule rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", rule.id());
    json.writeStringField("text", rule.text());
    json.writeStringField("area", rule.area());
    texts(json, "sources", rule.sources());
    json.writeStringField("outcome", rule.outcome().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("tries", rule.tries());
    json.writeNumberField("requests", rule.requests());
    json.writeNumberField("millis", rule.millis());
    text(json, "note", rule.note());
    if (rule.counterexample().isPresent()) {
      Counterexample counterexample = rule.counterexample().get();
      json.writeObjectFieldStart("counterexample");
      json.writeStringField("problem", counterexample.problem());
      json.writeStringField("code", counterexample.code());
      texts(json, "requests", counterexample.requests());
      json.writeStringField("repeat", counterexample.repeat());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the text is no such report, or one of a version that this
   *     kit does not know
   */
  public static List<ReportedRun> read(String text) {
    JsonTree json = JsonTree.parse(text);
    if (!json.optionalText("format").equals(Optional.of(FORMAT))) {
      throw new IllegalArgumentException("not a report of the kit: its format is not " + FORMAT);
    }
    if (json.number("version") != VERSION) {
      throw new IllegalArgumentException(
          "a report of version %s; this kit reads version %s"
              .formatted(json.number("version"), VERSION));
    }
    return json.objects("runs", JsonReport::run);
  }

  private static ReportedRun run(JsonTree json) {
    return new ReportedRun(
        json.text("target"),
        json.text("place"),
        instant(json.text("started")),
        json.number("seed"),
        tries(json.number("tries")),
        json.optionalNumber("budget").map(OptionalLong::of).orElseGet(OptionalLong::empty),
        json.optionalText("kit").orElse(""),
        json.optionalText("command").orElse(""),
        json.number("requests"),
        ending(json),
        json.objects("rules", JsonReport::rule));
  }

  /** Reports of older kits do not tell why a run is not complete. */
  private static Ending ending(JsonTree json) {
    boolean complete = json.flag("complete");
    return new Ending(
        json.optionalFlag("stopped").orElse(!complete),
        json.optionalNumber("unaffordable").orElse(0L),
        json.optionalText("outage"),
        json.optionalText("leftBehind"));
  }

  private static ReportedRule rule(JsonTree json) {
    return new ReportedRule(
        json.text("id"),
        json.text("text"),
        json.text("area"),
        json.texts("sources"),
        outcome(json.text("outcome")),
        json.number("tries"),
        json.number("requests"),
        json.number("millis"),
        json.optionalText("note"),
        json.optionalObject("counterexample").map(JsonReport::counterexample));
  }

  private static int tries(long number) {
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a number of tries: " + number);
    }
    return (int) number;
  }

  private static Outcome outcome(String name) {
    return Arrays.stream(Outcome.values())
        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not an outcome: " + name));
  }

  private static Counterexample counterexample(JsonTree json) {
    return new Counterexample(
        json.text("problem"), json.text("code"), json.texts("requests"), json.text("repeat"));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not an instant: " + text, e);
    }
  }
}

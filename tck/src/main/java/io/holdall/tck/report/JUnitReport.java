package io.holdall.tck.report;

import io.holdall.tck.Counterexample;
import io.holdall.tck.Outcome;
import io.holdall.tck.trace.Printable;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report for build servers: a test suite for each run, a test case for each rule. A deviation
 * and a rule that does not apply are skipped tests, with the reason, and so is a rule that could
 * not be tried; a run that came to no proper end or left something behind has a test case more for
 * each reason, with an error.
 */
public final class JUnitReport {
  private JUnitReport() {}

  /** Writes runs; the same runs give the same text. */
  public static String write(List<ReportedRun> runs) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      line(xml);
      xml.writeStartElement("testsuites");
      List<String> headings = Words.headings(runs);
      for (int i = 0; i < runs.size(); i++) {
        suite(xml, runs.get(i), headings.get(i));
      }
      line(xml);
      xml.writeEndElement();
      line(xml);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing into memory cannot fail", e);
    }
    return text.toString();
  }

  private static void suite(XMLStreamWriter xml, ReportedRun run, String heading)
      throws XMLStreamException {
    List<String> errors = run.ending().shortcomings();
    line(xml);
    xml.writeStartElement("testsuite");
    attribute(xml, "name", "Holdall compatibility kit: " + heading);
    attribute(xml, "timestamp", run.started().toString());
    attribute(xml, "tests", String.valueOf(run.rules().size() + errors.size()));
    attribute(xml, "failures", String.valueOf(run.count(Outcome.FAILED)));
    attribute(xml, "errors", String.valueOf(errors.size()));
    long skipped = run.rules().size() - run.count(Outcome.PASSED) - run.count(Outcome.FAILED);
    attribute(xml, "skipped", String.valueOf(skipped));
    attribute(xml, "time", seconds(run.rules().stream().mapToLong(ReportedRule::millis).sum()));
    line(xml);
    xml.writeStartElement("properties");
    property(xml, "place", run.place());
    property(xml, "seed", String.valueOf(run.seed()));
    property(xml, "tries", String.valueOf(run.tries()));
    property(xml, "requests", String.valueOf(run.requests()));
    property(xml, "complete", String.valueOf(run.ending().complete()));
    property(xml, "kit", run.kit());
    property(xml, "command", run.command());
    xml.writeEndElement();
    for (ReportedRule rule : run.rules()) {
      testCase(xml, rule);
    }
    for (String error : errors) {
      line(xml);
      xml.writeStartElement("testcase");
      attribute(xml, "classname", "holdall.run");
      attribute(xml, "name", "The run came to its end and left nothing behind");
      attribute(xml, "time", "0.000");
      xml.writeEmptyElement("error");
      attribute(xml, "message", error);
      xml.writeEndElement();
    }
    line(xml);
    xml.writeEndElement();
  }

  private static void testCase(XMLStreamWriter xml, ReportedRule rule) throws XMLStreamException {
    line(xml);
    xml.writeStartElement("testcase");
    attribute(xml, "classname", "holdall." + rule.area());
    attribute(xml, "name", rule.id() + " " + rule.text());
    attribute(xml, "time", seconds(rule.millis()));
    String found = rule.counterexample().map(Counterexample::toString).orElse("");
    if (rule.outcome() == Outcome.FAILED) {
      xml.writeStartElement("failure");
      attribute(
          xml, "message", rule.counterexample().map(JUnitReport::firstLine).orElse("not kept"));
      xml.writeCharacters(Printable.of(found));
      xml.writeEndElement();
    } else if (rule.outcome() != Outcome.PASSED) {
      xml.writeEmptyElement("skipped");
      attribute(
          xml, "message", Words.of(rule.outcome()) + rule.note().map(it -> ": " + it).orElse(""));
      if (!found.isEmpty()) {
        xml.writeStartElement("system-out");
        xml.writeCharacters(Printable.of(found));
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
  }

  private static String firstLine(Counterexample counterexample) {
    return counterexample.problem().lines().findFirst().orElse("");
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeEmptyElement("property");
    attribute(xml, "name", name);
    attribute(xml, "value", value);
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, Printable.of(value));
  }

  private static void line(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n");
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }
}

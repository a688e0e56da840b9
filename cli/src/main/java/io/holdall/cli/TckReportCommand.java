package io.holdall.cli;

import io.holdall.tck.report.JsonReport;
import io.holdall.tck.report.MarkdownReport;
import io.holdall.tck.report.ReportedRun;
import io.holdall.tck.report.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "tck-report",
    description = "Merge reports of the compatibility kit into one matrix.",
    mixinStandardHelpOptions = true,
    footer = {"", "Without --report the matrix is printed, as Markdown."})
final class TckReportCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "A report.json; the columns of the matrix come in the order of the files.")
  private List<Path> files;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write report.json, report.xml (JUnit), report.md and report.html there.")
  private @Nullable Path reports;

  @Option(
      names = "--outcomes-only",
      description = {
        "Leave out the calls and requests of broken rules: among them are presigned URLs",
        "and paths of the machine that the kit ran on."
      })
  private boolean outcomesOnly;

  @Override
  public Integer call() throws IOException {
    List<ReportedRun> runs = new ArrayList<>();
    for (Path file : files) {
      runs.addAll(read(file));
    }
    if (outcomesOnly) {
      runs.replaceAll(ReportedRun::outcomesOnly);
    }
    if (reports == null) {
      main.out.print(MarkdownReport.write(runs));
    } else {
      Reports.write(reports, runs);
    }
    return 0;
  }

  private static List<ReportedRun> read(Path file) throws IOException {
    try {
      return JsonReport.read(Utf8.read(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }
}

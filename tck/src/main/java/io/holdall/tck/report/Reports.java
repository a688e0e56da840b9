package io.holdall.tck.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All reports at once. */
public final class Reports {
  private Reports() {}

  /**
   * Looks whether reports can be written, before a run that may take hours.
   *
   * @param directory made if missing
   * @throws IOException if nothing can be written there
   */
  public static void check(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.delete(Files.createTempFile(directory, "report", ".tmp"));
  }

  /**
   * Writes {@code report.json}, {@code report.xml}, {@code report.md} and {@code report.html}; what
   * has these names is replaced.
   *
   * @param directory made if missing
   * @throws IOException if one cannot be written; others may have been
   */
  public static void write(Path directory, List<ReportedRun> runs) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("report.json"), JsonReport.write(runs));
    Files.writeString(directory.resolve("report.xml"), JUnitReport.write(runs));
    Files.writeString(directory.resolve("report.md"), MarkdownReport.write(runs));
    Files.writeString(directory.resolve("report.html"), HtmlReport.write(runs));
  }
}

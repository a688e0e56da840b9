package io.holdall.tck.report;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

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
   * has these names is replaced, each file when the new one is whole.
   *
   * @param directory made if missing
   * @throws IOException if one cannot be written; others may have been
   */
  public static void write(Path directory, List<ReportedRun> runs) throws IOException {
    Files.createDirectories(directory);
    replace(directory.resolve("report.json"), JsonReport.write(runs));
    replace(directory.resolve("report.xml"), JUnitReport.write(runs));
    replace(directory.resolve("report.md"), MarkdownReport.write(runs));
    replace(directory.resolve("report.html"), HtmlReport.write(runs));
  }

  private static void replace(Path file, String text) throws IOException {
    Path directory = Objects.requireNonNull(file.getParent());
    Path whole = directory.resolve(file.getFileName() + ".tmp");
    try {
      // A channel would fail where the thread is interrupted, as after Ctrl-C.
      try (OutputStream out = new FileOutputStream(whole.toFile())) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}

package io.holdall.benchmarks.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws figures as horizontal bars, in SVG. */
final class BarChart {
  private static final int WIDTH = 640;
  private static final int LEFT = 170;
  private static final int RIGHT = 60;
  private static final int BAR = 22;
  private static final int TOP = 34;

  private BarChart() {}

  /** Writes a picture of how fast each was beside the first, whose bar is one unit. */
  static void write(Path file, String title, List<Rounds.Bar> bars) throws IOException {
    double most = bars.stream().mapToDouble(Rounds.Bar::ratio).max().orElse(1);
    double unit = (WIDTH - LEFT - RIGHT) / most;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"13\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                + "<text x=\"8\" y=\"20\" font-weight=\"bold\">%s</text>%n",
            WIDTH,
            TOP + bars.size() * BAR + 8,
            title));
    int y = TOP;
    for (Rounds.Bar bar : bars) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                  + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n"
                  + "<text x=\"%.1f\" y=\"%d\">%.2f</text>%n",
              LEFT - 8,
              y + 14,
              bar.name(),
              LEFT,
              y,
              bar.ratio() * unit,
              BAR - 5,
              bar.name().startsWith("holdall") ? "#2a6f97" : "#a9b4bd",
              LEFT + bar.ratio() * unit + 5,
              y + 14,
              bar.ratio()));
      y += BAR;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, svg.append("</svg>\n"));
  }
}

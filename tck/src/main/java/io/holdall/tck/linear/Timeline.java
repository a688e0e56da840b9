package io.holdall.tck.linear;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Calls as lines by their starts, with bars that show which of them overlap. */
final class Timeline {
  private static final int WIDTH = 48;

  private Timeline() {}

  static String of(List<Operation> operations) {
    long first = operations.stream().mapToLong(Operation::start).min().orElse(0);
    long last =
        operations.stream()
            .mapToLong(it -> it.isPending() ? it.start() : it.end())
            .max()
            .orElse(first);
    StringBuilder text = new StringBuilder();
    operations.stream()
        .sorted(Comparator.comparingLong(Operation::start))
        .forEach(it -> text.append(line(it, first, last)).append('\n'));
    return text.append("(time in microseconds; > has no reply yet)").toString();
  }

  private static String line(Operation operation, long first, long last) {
    boolean pending = operation.isPending();
    int from = column(operation.start(), first, last);
    int to = pending ? WIDTH - 1 : column(operation.end(), first, last);
    String bar =
        " ".repeat(from)
            + (to == from ? "|" : "|" + "-".repeat(to - from - 1) + (pending ? ">" : "|"));
    return String.format(
        Locale.ROOT,
        "%-" + WIDTH + "s  client %s  %-28s %-24s %s",
        bar,
        operation.client(),
        text(operation.call()),
        text(operation.reply()),
        times(operation, first));
  }

  private static int column(long time, long first, long last) {
    return last == first ? 0 : (int) ((time - first) * (double) (WIDTH - 1) / (last - first));
  }

  private static String times(Operation operation, long first) {
    String from = String.format(Locale.ROOT, "%.1f", (operation.start() - first) / 1e3);
    return operation.isPending()
        ? from + "-"
        : from + String.format(Locale.ROOT, "-%.1f", (operation.end() - first) / 1e3);
  }

  private static String text(Call call) {
    if (call instanceof Call.Put put) {
      return "put " + version(put.version());
    } else if (call instanceof Call.PutIfAbsent put) {
      return "put " + version(put.version()) + " if absent";
    } else if (call instanceof Call.PutIfMatch put) {
      return "put " + version(put.version()) + " if it is " + version(put.expected());
    } else if (call instanceof Call.Read read) {
      return read.way().name().toLowerCase(Locale.ROOT);
    }
    return "delete";
  }

  private static String text(Reply reply) {
    if (reply instanceof Reply.Saw saw) {
      return "-> " + version(saw.version());
    } else if (reply instanceof Reply.Refused refused) {
      return "-> " + refused.why();
    }
    return reply instanceof Reply.Done ? "-> done" : "->";
  }

  private static String version(int version) {
    return version == KeyModel.NOTHING ? "nothing" : "v" + version;
  }
}

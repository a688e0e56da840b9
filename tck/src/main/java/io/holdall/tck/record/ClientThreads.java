package io.holdall.tck.record;

import java.util.ArrayList;
import java.util.List;

/**
 * Clients as Java: a thread for each, started together. What they do is the same; how they meet is
 * another time otherwise.
 */
public final class ClientThreads {
  private ClientThreads() {}

  /**
   * Statements, without the last semicolon.
   *
   * @param clients the statements of each
   * @param number tells apart what is declared where there are several such blocks, from 1
   */
  public static String of(List<List<String>> clients, int number) {
    String suffix = number == 1 ? "" : String.valueOf(number);
    String threads = "threads" + suffix;
    String start = "start" + suffix;
    List<String> lines = new ArrayList<>();
    lines.add("var " + threads + " = Executors.newFixedThreadPool(" + clients.size() + ");");
    lines.add("var " + start + " = new CyclicBarrier(" + clients.size() + ");");
    for (List<String> client : clients) {
      lines.add(threads + ".submit(() -> {");
      lines.add("  " + start + ".await();");
      client.forEach(statement -> lines.add("  " + statement));
      lines.add("  return null;");
      lines.add("});");
    }
    lines.add(threads + ".shutdown();");
    lines.add(threads + ".awaitTermination(1, TimeUnit.MINUTES)");
    return String.join("\n", lines);
  }
}

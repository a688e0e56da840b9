package io.holdall.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Runs commands as a user's shell does, in this process or in one of their own. */
final class Shell {
  /**
   * What a command left behind.
   *
   * @param status its exit status
   */
  record Done(int status, String out, String err) {}

  private Shell() {}

  static Done run(String... arguments) {
    return runWith(new byte[0], arguments);
  }

  /**
   * @param input what the command finds in its standard input
   */
  static Done runWith(byte[] input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.execute(new ByteArrayInputStream(input), stream(out), stream(err), arguments);
    return new Done(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream target) {
    return new PrintStream(target, true, StandardCharsets.UTF_8);
  }

  /**
   * Starts a command in a process of its own, with pipes for its streams; the caller ends it.
   *
   * @param environment beside which the process has none of this one's variables that would change
   *     what it does or prints
   */
  static Process start(List<String> environment, String... arguments) throws IOException {
    return startBy(List.of(), environment, arguments);
  }

  /**
   * As {@link #start}.
   *
   * @param launcher a command that runs the command behind it
   */
  static Process startBy(List<String> launcher, List<String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(Shell::isOfThisProcess);
    for (String setting : environment) {
      int equals = setting.indexOf('=');
      builder.environment().put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return builder.start();
  }

  private static boolean isOfThisProcess(String variable) {
    // Of the last, Java says that it has picked them up.
    return variable.startsWith("AWS_")
        || variable.toLowerCase(Locale.ROOT).endsWith("_proxy")
        || Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS").contains(variable);
  }
}

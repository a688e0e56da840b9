package io.holdall.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code ./holdall}. */
@Command(
    name = "holdall",
    description = "Keep bytes under keys: on Amazon S3, on a local disk, or in memory.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class)
final class Main implements Runnable {

  private Main() {}

  /**
   * Runs one command and ends the process with its exit status: 0 for success, 1 for failure, 2 for
   * wrong usage.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}

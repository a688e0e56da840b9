package io.holdall.cli;

import io.holdall.BlobStoreException;
import io.holdall.spi.FileFailures;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The entry point of {@code ./holdall}. */
@Command(
    name = "holdall",
    description = "Keep bytes under keys: on Amazon S3, on a local disk, or in memory.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    subcommands = {
      TckCommand.class,
      TckReportCommand.class,
      TckCleanCommand.class,
      ServeCommand.class,
      LsCommand.class,
      CpCommand.class,
      CatCommand.class,
      RmCommand.class,
      PresignCommand.class,
      MbCommand.class,
      RbCommand.class,
      FsckCommand.class
    },
    footer = {
      "",
      "A URL names a store and, where a command needs them, a bucket and a key:",
      "  memory:                          a new, empty store in memory",
      "  file:/var/lib/blobs#bucket/key   a directory",
      "  s3://bucket/key?region=eu-west-1 Amazon S3, or with endpoint=… and pathStyle=true",
      "                                   anything that speaks its language",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong usage."
    })
final class Main implements Runnable {
  private static final int FAILURE = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--stack-trace",
      scope = ScopeType.INHERIT,
      description = "On failure also print where in the program it happened.")
  private boolean stackTrace;

  final InputStream in;
  final PrintStream out;
  final PrintStream err;
  final Interrupts interrupts;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec before it runs anything
  private Main(InputStream in, PrintStream out, PrintStream err, Interrupts interrupts) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.interrupts = interrupts;
  }

  /**
   * Runs one command and ends the process with its exit status: 0 for success, 1 for failure, 2 for
   * wrong usage.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Interrupts interrupts = Interrupts.watch();
    int status;
    try {
      status = new Main(standardInput(), System.out, System.err, interrupts).execute(args);
      System.out.flush();
    } finally {
      interrupts.done();
    }
    System.exit(status);
  }

  /**
   * Whether standard error is a terminal, as {@code ./holdall} found it: Java 17 has no way to ask.
   */
  static boolean isTerminal() {
    return Boolean.getBoolean("holdall.terminal");
  }

  /** Runs one command on the given streams and returns its exit status. */
  static int execute(InputStream in, PrintStream out, PrintStream err, String... args) {
    return new Main(in, out, err, Interrupts.none()).execute(args);
  }

  private int execute(String... args) {
    int status =
        new CommandLine(this)
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
            .setParameterExceptionHandler(this::reportUsage)
            .setExecutionExceptionHandler(this::report)
            .execute(args);
    if (status == 0 && out.checkError()) {
      complain(StandardOutput.FAILED);
      return FAILURE;
    }
    return status;
  }

  /**
   * As a channel, because an interrupt ends the wait for one, and would not end that for {@link
   * System#in}.
   */
  private static InputStream standardInput() {
    return Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel());
  }

  /** Prints text, and fails if nobody takes it, where {@link #out} would go on. */
  void print(String text) throws IOException {
    out.print(text);
    if (out.checkError()) {
      throw new IOException(StandardOutput.FAILED);
    }
  }

  /** Prints on the standard error, in one line, what went wrong. */
  void complain(String sentence) {
    err.println("holdall: " + OneLine.of(sentence));
  }

  /** For bytes: fails as soon as nobody takes them, where {@link #out} would go on. */
  OutputStream standardOutput() {
    return new StandardOutput(out);
  }

  /**
   * Turns what a command threw into one sentence and an exit status. A mistake in the arguments is
   * the user's; a {@link BlobStoreException}, a failed read or write, and an interrupt are
   * circumstances; all else is a defect of this program and shows where it came from.
   */
  private int report(Exception failure, CommandLine command, ParseResult parsed) {
    boolean usage =
        failure instanceof IllegalArgumentException || failure instanceof UsageException;
    boolean expected =
        usage
            || failure instanceof BlobStoreException
            || failure instanceof IOException
            || failure instanceof InterruptedException;
    complain(sentence(failure));
    if (stackTrace || !expected) {
      failure.printStackTrace(err);
    }
    err.flush();
    return usage ? CommandLine.ExitCode.USAGE : FAILURE;
  }

  /** One sentence, as for all else that fails; the help is a command away. */
  private int reportUsage(ParameterException failure, String[] arguments) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    complain("%s; see %s --help".formatted(failure.getMessage(), command));
    if (stackTrace) {
      failure.printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private String sentence(Exception failure) {
    if (failure instanceof InterruptedException || interrupts.isStopping()) {
      return "interrupted";
    }
    if (failure instanceof FileSystemException) {
      return FileFailures.reason(failure);
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}

package io.holdall.benchmarks.s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Servers in a process of their own, so that they have nothing in common with their clients but the
 * machine. It ends with {@link #close}, and with the process that started it.
 */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final List<URI> uris;

  private ServerProcess(Process process, List<URI> uris) {
    this.process = process;
    this.uris = uris;
  }

  /**
   * Starts a process and waits until it listens.
   *
   * @param main prints a URL for each of its servers, each on a line, and ends when its input does
   * @param servers how many it has
   */
  static ServerProcess start(Class<?> main, int servers) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(java, "-Xmx3g", "-cp", System.getProperty("java.class.path"), main.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader told = process.inputReader(StandardCharsets.UTF_8);
    List<URI> uris = new ArrayList<>();
    while (uris.size() < servers) {
      String line = told.readLine();
      if (line == null) {
        process.destroy();
        throw new IOException("the server has not started");
      }
      if (line.startsWith("http")) {
        uris.add(URI.create(line));
      }
    }
    return new ServerProcess(process, uris);
  }

  /** Of one of its servers. */
  URI uri(int server) {
    return uris.get(server);
  }

  URI uri() {
    return uri(0);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

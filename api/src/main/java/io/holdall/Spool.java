package io.holdall;

import io.holdall.spi.DriverException;
import io.holdall.spi.FileFailures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary file for a body that is neither of known length nor small. Closing it removes the
 * file. Failures are {@link DriverException}s.
 */
final class Spool implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final Path file;
  private final OutputStream output;

  /**
   * @param output writes to the file
   */
  Spool(Path file, OutputStream output) {
    this.file = file;
    this.output = output;
  }

  /** In the directory for temporary files of this process. */
  static Spool create() {
    try {
      Path file = Files.createTempFile("holdall-", ".body");
      return new Spool(file, Files.newOutputStream(file));
    } catch (IOException e) {
      throw Transfers.failure(
          ErrorCode.IO_FAILED, "no temporary file can be made: " + FileFailures.reason(e), e);
    }
  }

  void write(byte[] bytes, int offset, int length) {
    try {
      output.write(bytes, offset, length);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Writes the rest of a stream. */
  void drain(PayloadStream stream) {
    byte[] chunk = new byte[CHUNK];
    for (int got = stream.read(chunk, 0, CHUNK); got >= 0; got = stream.read(chunk, 0, CHUNK)) {
      write(chunk, 0, got);
    }
  }

  /** What was written. Nothing may be written any more. */
  Body body() {
    try {
      output.close();
    } catch (IOException e) {
      throw failure(e);
    }
    return Body.of(file);
  }

  private DriverException failure(IOException e) {
    return Transfers.failure(
        ErrorCode.IO_FAILED, "the temporary file %s cannot be written: %s".formatted(file, e), e);
  }

  @Override
  public void close() {
    try {
      output.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}

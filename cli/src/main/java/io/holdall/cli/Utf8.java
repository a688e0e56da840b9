package io.holdall.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of text that a command is given. */
final class Utf8 {
  private Utf8() {}

  /**
   * @throws UsageException if the file is not UTF-8
   */
  static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new UsageException(file + " is not UTF-8");
    }
  }
}

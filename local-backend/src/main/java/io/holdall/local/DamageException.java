package io.holdall.local;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of the store does not hold what was written to it. The message says which file, where, and
 * what is wrong with it; the store has changed nothing.
 */
final class DamageException extends IOException {
  private static final long serialVersionUID = 1;

  private DamageException(String message) {
    super(message);
  }

  /**
   * @param offset where the damage was noticed, in bytes from the start of the file
   * @param what a clause that says what is wrong there
   */
  static DamageException at(Path file, long offset, String what) {
    return new DamageException(file + " is damaged at byte " + offset + ": " + what);
  }

  /**
   * @param log the directory of the segments
   * @param what a predicate that says what the records lack
   */
  static DamageException in(Path log, String what) {
    return new DamageException("the log in " + log + " " + what);
  }

  /**
   * @param why a clause that says how it is known that the file should be there
   */
  static DamageException missing(Path file, String why) {
    return new DamageException(file + " is missing: " + why);
  }
}

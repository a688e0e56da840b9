package io.holdall.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks into the directory of a store, byte by byte.
 *
 * <p>Opening a store proves that its log is in order, and each read proves what it gives out. What
 * nobody reads can change on the disk and not be noticed: this notices it.
 */
public final class StoreCheck {
  private StoreCheck() {}

  /**
   * What was found.
   *
   * @param damage for each thing that is not what was written, a sentence with the file and the
   *     offset; empty if the store is whole
   * @param notes sentences about what is noteworthy and harmless: the traces of a crash, which the
   *     next opening removes
   * @param segments how many segments of the log were read
   * @param records how many records they have
   * @param blobs how many blobs and parts of open uploads the store has
   * @param bodies how many of their bodies lie in files of their own
   * @param bytes how many bytes were read and compared with their checksums
   */
  public record Report(
      List<String> damage,
      List<String> notes,
      int segments,
      long records,
      long blobs,
      long bodies,
      long bytes) {
    /** Copies the lists. */
    public Report {
      damage = List.copyOf(damage);
      notes = List.copyOf(notes);
    }

    /** Whether there is no damage. */
    public boolean isClean() {
      return damage.isEmpty();
    }
  }

  /**
   * Reads every record of the log, and every body that the store has, and compares all checksums.
   * Changes nothing. What the disk does not give out is damage like any other, and the rest is
   * read.
   *
   * @param root the directory of a store that is not open; it may be read-only
   * @throws IOException with a sentence that says why, if the directory is no store, or in use, or
   *     cannot be listed
   */
  public static Report check(Path root) throws IOException {
    try (Survey survey = Survey.of(root)) {
      survey.verifyAll();
      return survey.findings().report();
    }
  }

  /**
   * Makes a new store of all that can be read of another one, which stays as it is. Blobs keep all
   * that they have: times, ETags, checksums, metadata, tags; and open uploads are still open.
   *
   * <p>Where a part of the log cannot be read, what it said is not known: a blob that was put there
   * is missing, one that was replaced there is the older one, one that was deleted there may be
   * back. The report has a sentence for each such part, and one for each blob whose bytes are lost
   * and which is therefore left out.
   *
   * @param root the directory of a store that is not open
   * @param target an empty or missing directory
   * @return what was found, and left out
   * @throws IOException as {@link #check}; if the target holds something; if it cannot be written:
   *     then it holds a part
   */
  public static Report salvage(Path root, Path target) throws IOException {
    try (Survey survey = Survey.of(root)) {
      Salvage.write(survey, target);
      return survey.findings().report();
    }
  }
}

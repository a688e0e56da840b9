package io.holdall.local;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * There was no room for something. File systems say that in the language of the system; where the
 * words are not known, the room that is left tells it.
 */
final class FullDiskException extends IOException {
  private static final long serialVersionUID = 1;

  /** What file systems keep from those who ask how much is left, or need beside the bytes. */
  private static final long AROUND = 1 << 20;

  private FullDiskException(Path path, IOException cause) {
    super(path + ": " + cause.getMessage(), cause);
  }

  static FullDiskException noRoomFor(Path path, long bytes) {
    return new FullDiskException(path, new IOException("no room for " + bytes + " bytes"));
  }

  /**
   * Returns what is to be thrown for a failure, to be asked before what was written is taken back.
   *
   * @param path what was to be written or created
   * @param wanted how many bytes were missing
   */
  static IOException orElse(IOException e, Path path, long wanted) {
    if (e instanceof ClosedChannelException || Failures.saysFull(e)) {
      return e;
    }
    try {
      Path directory = path.getParent();
      FileStore store = Files.getFileStore(directory == null ? path : directory);
      return store.getUsableSpace() < wanted + AROUND ? new FullDiskException(path, e) : e;
    } catch (IOException unknown) {
      return e;
    }
  }
}

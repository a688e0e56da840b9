package io.holdall.local;

import io.holdall.engine.State;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A root that was brought to where it can be used, with its log replayed.
 *
 * @param state that the log has led to
 * @param inline the account of the bodies in the log
 */
record Opening(
    LocalRoot root, BodyFiles files, SegmentedLog log, State state, InlineBodies inline) {

  /**
   * @throws DamageException if the log is not what was written, in a way that no crash explains
   * @throws RootException if the path cannot be a root, or is held by another owner
   * @throws IOException if the file system refuses. In every case all is closed again
   */
  static Opening of(Path path, LogOptions options) throws IOException {
    LocalRoot root = LocalRoot.open(path);
    try {
      BodyFiles files = new BodyFiles(root, options.durability());
      Replayer replayer = new Replayer(root, files, files::settle);
      SegmentedLog log = SegmentedLog.open(root, options, files::force, replayer);
      try {
        return new Opening(root, files, log, replayer.finish(log), replayer.inline());
      } catch (IOException | RuntimeException e) {
        try (log) {
          throw e;
        }
      }
    } catch (IOException | RuntimeException e) {
      try (root) {
        throw e;
      }
    }
  }
}

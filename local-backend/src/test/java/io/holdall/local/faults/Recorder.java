package io.holdall.local.faults;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Is told of every change of a {@link FaultyFileSystem}, when it was made. */
interface Recorder {
  /** Keeps nothing. */
  Recorder NONE =
      new Recorder() {
        @Override
        public int node(Path path) {
          return 0;
        }

        @Override
        public void created(Path path, boolean directory) {}

        @Override
        public void moved(Path from, Path to) {}

        @Override
        public void deleted(Path path) {}

        @Override
        public void written(int node, long position, ByteBuffer bytes) {}

        @Override
        public void resized(int node, long size) {}

        @Override
        public void forcing(int node) {}

        @Override
        public void forced(int node) {}

        @Override
        public void forceFailed(int node) {}
      };

  /**
   * Returns the number of what is at a path now. A file that is open keeps it when its name goes.
   */
  int node(Path path);

  void created(Path path, boolean directory);

  void moved(Path from, Path to);

  void deleted(Path path);

  void written(int node, long position, ByteBuffer bytes);

  /** The file was made shorter. */
  void resized(int node, long size);

  /** A force begins; {@link #forced} or {@link #forceFailed} tells its end. */
  void forcing(int node);

  void forced(int node);

  void forceFailed(int node);
}

package io.holdall.local;

import io.holdall.BlobStores;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.BlobStoreTck;
import io.holdall.tck.MovableClock;
import io.holdall.tck.TckOptions;
import io.holdall.tck.TckTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The compatibility kit on a new store, which is removed in the end. */
interface LocalTck extends BlobStoreTck {
  /** So small that the log is cleaned all the time. */
  int SEGMENT = 16 << 10;

  /** The file system that the store is on. */
  Disk disk();

  /** Jimfs as Unix is quick; the others differ from it in paths and forces, not in semantics. */
  @Override
  default TckOptions options() {
    return TckOptions.defaults().tries(disk() == Disk.UNIX ? 100 : 25);
  }

  @Override
  default TckTarget target() {
    try {
      Path directory = Files.createTempDirectory("holdall-tck");
      MovableClock clock = new MovableClock();
      StoreDriver driver =
          LocalStore.builder(disk().root(directory))
              .clock(clock)
              .inlineLimit(1000)
              .segmentSize(SEGMENT)
              .driver();
      return TckTarget.of("local on " + disk(), BlobStores.of(new Removing(driver, directory)))
          .clock(clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the directory of a store when that is closed. */
  final class Removing extends ForwardingDriver {
    private final Path directory;

    Removing(StoreDriver target, Path directory) {
      super(target);
      this.directory = directory;
    }

    @Override
    public void close() {
      super.close();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

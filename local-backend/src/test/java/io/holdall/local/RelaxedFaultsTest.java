package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.local.faults.CrashState;
import io.holdall.local.faults.CrashStates;
import io.holdall.local.faults.Event;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Image;
import io.holdall.local.faults.Operation;
import io.holdall.local.faults.Recording;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of what a relaxed store still has to force, when the system has nothing to give. */
@ExtendWith(QuietLog.class)
class RelaxedFaultsTest {
  private static final byte[] LARGE = new byte[2 * Step.INLINE_LIMIT];

  private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
  private final Faults faults = new Faults();
  private final Path root;
  private final Recording recording;

  RelaxedFaultsTest() throws IOException {
    Path directory = Files.createDirectory(disk.getPath("/history"));
    recording = new Recording(directory, CrashProof.UNPROVEN);
    faults.record(recording);
    root = new FaultyFileSystem(disk, faults).wrap(directory.resolve("root"));
  }

  private void lackFiles(String ending) {
    faults.rule(
        (operation, path) -> {
          boolean opens = operation == Operation.OPEN || operation == Operation.OPEN_TO_WRITE;
          if (opens && path.toString().contains(ending)) {
            throw new FileSystemException(path.toString(), null, "Too many open files");
          }
        });
  }

  /** Whoever forces has all that it takes, so that what is forced late is forced for certain. */
  @Test
  void aForceInTheBackgroundOpensNothing() throws IOException {
    try (OpenStore open = OpenStore.open(root, Durability.RELAXED)) {
      Bucket bucket = open.store.createBucket("photos");
      for (int i = 0; i < 5; i++) {
        bucket.put("large" + i, Body.of(LARGE));
      }
      bucket.put("small", Body.of("small"));
      lackFiles("");
      open.tend();
      faults.heal();
      Image image = new Image();
      for (Event event : recording.events()) {
        image.apply(event);
      }
      for (CrashState state : CrashStates.of(image, 20, new Random(1)).values()) {
        try (FileSystem device = Jimfs.newFileSystem(Configuration.unix())) {
          state.restore(device.getPath("/history"));
          Path left = device.getPath("/history/root");
          try (OpenStore again = OpenStore.open(left, Durability.RELAXED)) {
            assertThat(again.store.bucket("photos").list()).hasSize(6);
            assertThat(again.store.bucket("photos").getBytes("large4")).isEqualTo(LARGE);
          }
        }
      }
      bucket.put("next", Body.of(LARGE));
    }
    assertThat(faults.open()).isZero();
  }

  @Test
  void whoPutsABodyIsToldThatItsDirectoryCannotBeOpened() throws IOException {
    try (OpenStore open = OpenStore.open(root, Durability.RELAXED)) {
      Bucket bucket = open.store.createBucket("photos");
      bucket.put("a", Body.of(LARGE));
      lackFiles("bodies");
      assertThatThrownBy(() -> bucket.put("b", Body.of(LARGE)))
          .isInstanceOfSatisfying(
              BlobStoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO_FAILED))
          .hasMessageContaining("Too many open files");
      bucket.put("small", Body.of("small"));
      open.tend();
      faults.heal();
      bucket.put("b", Body.of(LARGE));
      open.tend();
      assertThat(bucket.list()).hasSize(3);
    }
    assertThat(faults.open()).isZero();
  }
}

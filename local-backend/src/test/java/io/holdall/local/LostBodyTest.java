package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.engine.Change;
import io.holdall.engine.StoredBlob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A log whose records name a body that none of them carries. */
@ExtendWith(QuietLog.class)
class LostBodyTest {
  private static final int NUMBER = 99;

  private Path root = Path.of("");

  @BeforeEach
  void write() throws IOException {
    root = Disk.UNIX.root(Path.of(""));
    try (BlobStore store = LocalStore.builder(root).open()) {
      store.createBucket("photos").put("whole", Body.of("whole"));
    }
    Opening opening = LocalStore.builder(root).opening();
    try (LocalRoot locked = opening.root();
        SegmentedLog log = opening.log()) {
      opening.state().forEach(change -> lose(log, change));
      assertThat(locked.isLocked()).isTrue();
    }
  }

  /** Writes each blob once more, with a body that is nowhere. */
  private static void lose(SegmentedLog log, Change change) {
    if (change instanceof Change.BlobKept kept) {
      StoredBlob blob = kept.blob();
      InlineBody lost = InlineBody.named(NUMBER, (int) blob.info().size());
      try {
        ChangeRecord.append(
            log,
            new Change.BlobPut(
                kept.bucket(),
                new StoredBlob(
                    blob.info(), lost, blob.checksum(), blob.annotations(), blob.parts())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void costsTheBlobThatNeedsItAndNoOther() {
    try (BlobStore store = LocalStore.builder(root).open()) {
      Bucket bucket = store.bucket("photos");
      assertThatThrownBy(() -> bucket.getBytes("whole"))
          .hasMessage(
              "get photos/whole: the log in %s has no record with these bytes, those of body %d"
                      .formatted(root.resolve("log"), NUMBER)
                  + " (CORRUPT)");
      bucket.put("other", Body.of("other"));
      assertThat(bucket.getString("other")).isEqualTo("other");
      bucket.put("whole", Body.of("healed"));
    }
    try (BlobStore store = LocalStore.builder(root).open()) {
      assertThat(store.bucket("photos").getString("whole")).isEqualTo("healed");
    }
  }

  @Test
  void isFoundByTheCheckOfTheStore() throws IOException {
    assertThat(StoreCheck.check(root).damage())
        .containsExactly(
            "photos/whole: the log in %s has no record with these bytes, those of body %d."
                .formatted(root.resolve("log"), NUMBER));
  }
}

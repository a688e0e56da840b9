package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Body;
import io.holdall.MultipartUpload;
import io.holdall.UploadedPart;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a log leads to whose oldest changes were said again and taken out; histories show more. */
class RenewalTest {
  private static final int PARTS = 3;

  private final TestStore store = new TestStore();

  /** Says again, oldest first, what the first changes of the log call for. */
  private void renew(int count) {
    for (Change old : store.log.changes().subList(0, count)) {
      store.engine.renew(old, said -> said.forEach(store.log::append));
    }
    store.engine.renewCounts(store.log::append);
  }

  private State replayed() {
    State state = State.empty();
    for (Change change : store.log.changes()) {
      state = state.applyWithGaps(change).state();
    }
    state.checkWithoutGaps();
    return state;
  }

  /**
   * A log can be closed when not all of an upload was said. When it is open again the upload may be
   * completed, of parts that stand only before what was said of it.
   */
  @Test
  void anUploadWasSaidInPartWhenItWasCompleted() {
    for (int said = 0; said <= 1 + PARTS; said++) {
      MultipartUpload upload = store.bucket.startUpload("key" + said);
      List<UploadedPart> parts =
          IntStream.rangeClosed(1, PARTS)
              .mapToObj(number -> upload.uploadPart(number, Body.of("0123456789")))
              .toList();
      int old = store.log.changes().size();
      for (Change change : store.log.changes().subList(old - PARTS - 1, old - PARTS - 1 + said)) {
        store.engine.renew(change, changes -> changes.forEach(store.log::append));
      }
      upload.complete(parts);
      renew(old);
      store.log.removeFirst(old);
      assertThat(Snapshots.contentOf(replayed()))
          .isEqualTo(Snapshots.contentOf(store.engine.state()));
    }
  }

  private void upload(String key) {
    MultipartUpload upload = store.bucket.startUpload(key);
    IntStream.rangeClosed(1, PARTS)
        .forEach(number -> upload.uploadPart(number, Body.of("0123456789")));
  }

  @Test
  void eachRecordOfAnUploadSaysItselfAlone() {
    upload("key");
    List<Change> changes = store.log.changes();
    for (Change old : changes.subList(changes.size() - PARTS - 1, changes.size())) {
      store.engine.renew(old, said -> assertThat(said).hasSize(1));
    }
  }

  @Test
  void partsWhoseUploadIsSaidBehindThemAreItsParts() {
    upload("key");
    int parts = store.log.changes().size() - PARTS;
    renew(parts);
    store.log.removeFirst(parts);
    assertThat(Snapshots.contentOf(replayed()))
        .isEqualTo(Snapshots.contentOf(store.engine.state()));
    assertThat(replayed().totals()).isEqualTo(store.engine.state().totals());
  }

  @Test
  void partsWhoseUploadIsNeverSaidAreMissingAndCanBeDropped() {
    State empty = store.engine.state();
    upload("key");
    int parts = store.log.changes().size() - PARTS;
    State state = empty;
    for (Change change : store.log.changes().subList(parts, parts + PARTS)) {
      state = state.applyWithGaps(change).state();
    }
    assertThatThrownBy(state::checkWithoutGaps).hasMessageContaining("an upload of key");
    Change last = store.log.changes().get(parts + PARTS - 1);
    State unknown = state;
    assertThatThrownBy(() -> unknown.apply(last)).hasMessageContaining("there is no upload");
    State.Applied known = unknown.withoutUnknownUploads();
    assertThat(known.dropped()).hasSize(PARTS);
    assertThat(known.state().totals()).isEqualTo(empty.totals());
    known.state().checkWithoutGaps();
  }
}

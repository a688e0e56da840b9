package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
   * A log can be closed between an upload and its parts. When it is open again the upload may be
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
      Change start = store.log.changes().get(old - PARTS - 1);
      int first = said;
      store.engine.renew(start, changes -> changes.subList(0, first).forEach(store.log::append));
      upload.complete(parts);
      renew(old);
      store.log.removeFirst(old);
      assertThat(Snapshots.contentOf(replayed()))
          .isEqualTo(Snapshots.contentOf(store.engine.state()));
    }
  }
}

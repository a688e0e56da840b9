package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.Limits;
import io.holdall.engine.Engine;
import io.holdall.engine.EngineDriver;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestatementTest {
  @TempDir private Path temporary;

  /** What named it first is replaced before it is said again. */
  @Test
  void aBodyThatGoesFromOneBlobToAnotherMeanwhileIsKept() throws Exception {
    Path root = Disk.UNIX.root(temporary);
    Opening opening = LocalStore.builder(root).opening();
    LocalLog log = new LocalLog(opening, 64 << 20);
    Engine engine =
        new Engine(
            opening.state(),
            new LocalBodies(opening, 64 << 10),
            log,
            Clock.systemUTC(),
            Limits.S3,
            Long.MAX_VALUE);
    log.keepUp(engine, work -> {});
    try (BlobStore store = BlobStores.of(() -> new EngineDriver(engine, null))) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("x", Body.of("bytes"));
      opening.log().endSegment(0);
      Renewer renewer = new Renewer(engine, opening.log(), opening.inline(), new SaidAgain());
      int last = opening.log().usage().newestSealed();
      Restatement restatement = new Restatement(engine, renewer, opening.inline(), last);
      assertThat(restatement.slice(1)).isTrue();
      bucket.copy("x", "y");
      bucket.delete("x");
      while (restatement.slice(1)) {
        assertThat(bucket.getString("y")).isEqualTo("bytes");
      }
      renewer.renewCounts();
      opening.log().retire(last + 1);
    }
    try (BlobStore store = LocalStore.builder(root).open()) {
      assertThat(store.bucket("photos").getString("y")).isEqualTo("bytes");
      assertThat(store.bucket("photos").find("x")).isEmpty();
    }
  }
}

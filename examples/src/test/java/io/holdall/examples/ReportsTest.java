package io.holdall.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.PresignedUrl;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.TransferOptions;
import io.holdall.memory.MemoryStore;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A test of something that keeps its reports in a store: what the README shows. */
class ReportsTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource time = now::get;
  private final BlobStore store =
      MemoryStore.builder().clock(time.withZone(ZoneOffset.UTC)).minPartSize(1).open();
  private final Bucket bucket = store.createBucket("reports");

  @BeforeEach
  void report() {
    bucket.put("today.csv", Body.of("1,2,3"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aLinkIsGoodForAnHour() throws IOException {
    PresignedUrl link = bucket.presignGet("today.csv", Duration.ofHours(1));
    assertThat(status(link)).isEqualTo(200);
    now.set(link.expiresAt());
    assertThat(status(link)).isEqualTo(403);
  }

  private static int status(PresignedUrl link) throws IOException {
    return ((HttpURLConnection) link.url().toURL().openConnection()).getResponseCode();
  }

  @Test
  void aLargeReportGoesInParts() {
    TransferOptions small = TransferOptions.defaults().threshold(10).partSize(4);
    PutResult put =
        bucket.put("large", Body.of("twelve bytes"), PutOptions.defaults().transfer(small));
    assertThat(put.etag().value()).endsWith("-3");
  }

  @Test
  void aForkGoesItsOwnWay() {
    try (BlobStore fork = MemoryStore.fork(store)) {
      fork.bucket("reports").delete("today.csv");
    }
    assertThat(bucket.exists("today.csv")).isTrue();
  }
}

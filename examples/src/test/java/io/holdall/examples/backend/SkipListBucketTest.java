package io.holdall.examples.backend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SkipListBucketTest {
  /** Of two that delete a bucket at the same time, one comes too late. */
  @Test
  void isDeletedOnce() {
    SkipListBucket bucket = new SkipListBucket(Instant.EPOCH);
    bucket.delete();
    assertThatThrownBy(bucket::delete).hasMessage("there is no such bucket");
  }
}

package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServeCommandTest {
  @Test
  void aStoreInMemoryLeavesRoomToAnswer() {
    assertThat(ServeCommand.bounded("memory:", 300)).isEqualTo("memory:?maxHeap=200");
    assertThat(ServeCommand.bounded("memory:?maxBlobSize=8", 300))
        .isEqualTo("memory:?maxBlobSize=8&maxHeap=200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory:?maxHeap=7", "file:/var/lib/blobs", "s3://bucket"})
  void whatIsSaidOrElsewhereStays(String url) {
    assertThat(ServeCommand.bounded(url, 300)).isEqualTo(url);
  }
}

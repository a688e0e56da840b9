package io.holdall.tck.gen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class HardKeysTest {
  @Test
  void aLongKeyHasAtLeastOneByteAndAtMostAllHoweverLittleRoomThereIs() {
    for (int kind = 0; kind < HardKeys.KINDS; kind++) {
      for (int most : new int[] {1, 2, 3, 7, 255, 399, 1024}) {
        for (int less = 0; less <= 400; less++) {
          String key = HardKeys.ofBytes(kind, most, less);
          assertThat(key.getBytes(StandardCharsets.UTF_8)).hasSize(most - less % most);
          assertThat(key).endsWith("z");
        }
      }
    }
  }
}

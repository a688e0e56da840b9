package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histories that are long enough for everything in them to be moved by cleanings many times. */
class LongHistoryTest {
  private static final int HISTORIES = 12;
  private static final int STEPS = 400;

  @ParameterizedTest
  @EnumSource
  void whatWasMovedManyTimesIsThere(Durability durability) throws IOException {
    for (int seed = 0; seed < HISTORIES; seed++) {
      Path root = Disk.UNIX.root(Path.of(""));
      Random random = new Random(seed);
      Model model = Model.EMPTY;
      try (OpenStore open = OpenStore.open(root, durability)) {
        for (int i = 0; i < STEPS; i++) {
          Step step = Step.next(model, random);
          step.action().on(open.store);
          model = step.after();
          if (random.nextBoolean()) {
            open.work();
          }
        }
      }
      assertThat(SegmentFiles.list(root.resolve("log"))).first().isNotEqualTo(1);
      try (OpenStore open = OpenStore.open(root, durability)) {
        assertThat(Shown.by(open.store)).as("history %d", seed).isEqualTo(model.shown());
      }
    }
  }
}

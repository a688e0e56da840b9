package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BucketNames;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void tellsWhenTheRunBegan() {
    Mark mark = Mark.of(NOW);
    assertThat(mark.text()).matches("holdall-tck-20260102-0304-[0-9a-z]{8}");
    Mark read = Mark.ofKey(mark + "/12/some/key\nof two lines").orElseThrow();
    assertThat(read.text()).isEqualTo(mark.text());
    assertThat(read.started()).isEqualTo(Instant.parse("2026-01-02T03:04:00Z"));
    for (String ending : List.of("", "-a", ".a", "--a", "-0.x", "a".repeat(20))) {
      assertThat(Mark.ofBucket(mark + "-12" + ending)).as(ending).contains(read);
    }
  }

  @Test
  void isAnotherOneEachTime() {
    assertThat(Mark.of(NOW).text()).isNotEqualTo(Mark.of(NOW).text());
  }

  @Test
  void namesBuckets() {
    BucketNames.check(Mark.of(NOW) + "-1234567" + "a".repeat(20));
  }

  @Test
  void isNotSeenInTheNamesOfOthers() {
    for (String other :
        List.of(
            "holdall-tck-",
            "holdall-tck-20260102-0304-abcdefgh",
            "holdall-tck-20260102-0304-abcdefgh/",
            "holdall-tck-20260102-0304-abcdefgh/notes.txt",
            "holdall-tck-20260199-0304-abcdefgh/1/key",
            "holdall-tck-20260102-0304-ABCDEFGH/1/key",
            "a/holdall-tck-20260102-0304-abcdefgh/1/key",
            "holdall-tck-20260102-0304-abcdefghi/1/key",
            "holdall-tck-20260102-0304-abcdefgh/2026-summary.json",
            "holdall-tck-20260102-0304-abcdefgh/1",
            "holdall-tck-20260102-0304-abcdefgh-1-report.html",
            "holdall-tck-20260102-0304-abcdefgh-1-reports",
            "holdall-tck-20260102-0304-abcdefgh-1.b",
            "holdall-tck-20260102-0304-abcdefgh-a")) {
      assertThat(Mark.ofKey(other)).as(other).isEmpty();
      assertThat(Mark.ofBucket(other)).as(other).isEmpty();
    }
  }
}

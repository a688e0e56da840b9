package io.holdall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteRangeTest {
  private static Optional<ByteSpan> span(long first, long last) {
    return Optional.of(new ByteSpan(first, last - first + 1));
  }

  /** GET-20 to GET-26, with ten bytes. */
  @Test
  void theTableOfTheFacts() {
    assertThat(ByteRange.between(0, 8).resolve(10)).isEqualTo(span(0, 8));
    assertThat(ByteRange.from(1).resolve(10)).isEqualTo(span(1, 9));
    assertThat(ByteRange.suffix(2).resolve(10)).isEqualTo(span(8, 9));
    assertThat(ByteRange.suffix(15).resolve(10)).isEqualTo(span(0, 9));
    assertThat(ByteRange.between(0, 100).resolve(10)).isEqualTo(span(0, 9));
    assertThat(ByteRange.between(100, 200).resolve(10)).isEmpty();
    assertThat(ByteRange.suffix(0).resolve(10)).isEmpty();
  }

  /** GET-30. */
  @Test
  void anEmptyBlobHasNoRange() {
    assertThat(ByteRange.between(40, 50).resolve(0)).isEmpty();
    assertThat(ByteRange.between(0, 0).resolve(0)).isEmpty();
    assertThat(ByteRange.from(0).resolve(0)).isEmpty();
    assertThat(ByteRange.suffix(1).resolve(0)).isEmpty();
  }

  /** Every small range of every small blob, against picking the positions one by one. */
  @Test
  void selectsThePositionsThatItSays() {
    for (int size = 0; size <= 6; size++) {
      for (int a = 0; a <= 8; a++) {
        int first = a;
        int end = size;
        assertSelects(ByteRange.from(a), size, at -> at >= first);
        assertSelects(ByteRange.suffix(a), size, at -> at >= end - first);
        for (int b = a; b <= 8; b++) {
          int last = b;
          assertSelects(ByteRange.between(a, b), size, at -> at >= first && at <= last);
        }
      }
    }
  }

  private static void assertSelects(ByteRange range, int size, IntPredicate selected) {
    int[] positions = IntStream.range(0, size).filter(selected).toArray();
    Optional<ByteSpan> expected =
        positions.length == 0
            ? Optional.empty()
            : Optional.of(new ByteSpan(positions[0], positions.length));
    assertThat(range.resolve(size)).as("%s of %d bytes", range, size).isEqualTo(expected);
  }

  @Test
  void theLargestNumbersDoNotOverflow() {
    long most = Long.MAX_VALUE;
    assertThat(ByteRange.between(0, most).resolve(10)).isEqualTo(span(0, 9));
    assertThat(ByteRange.suffix(most).resolve(10)).isEqualTo(span(0, 9));
    assertThat(ByteRange.from(most).resolve(10)).isEmpty();
    assertThat(ByteRange.between(most, most).resolve(most)).isEmpty();
    assertThat(ByteRange.from(0).resolve(most)).contains(new ByteSpan(0, most));
  }

  @Test
  void nonsenseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ByteRange.between(2, 1))
        .withMessageContaining("2-1");
    assertThatIllegalArgumentException().isThrownBy(() -> ByteRange.between(-1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> ByteRange.from(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> ByteRange.suffix(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteSpan(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteSpan(0, -1));
  }
}

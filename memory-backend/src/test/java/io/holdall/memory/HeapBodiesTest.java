package io.holdall.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.ErrorCode;
import io.holdall.engine.BodyRef;
import io.holdall.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HeapBodiesTest {
  /** So small that bodies have several chunks. */
  private final HeapBodies bodies = new HeapBodies(10, 10);

  private static byte[] numbered(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i + 1);
    }
    return bytes;
  }

  @Test
  void aHeapWithoutRoomIsFull() {
    InputStream large =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public byte[] readNBytes(int length) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    for (long length : new long[] {10, 25}) {
      assertThatThrownBy(() -> bodies.write(large, length))
          .isInstanceOfSatisfying(
              DriverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FULL))
          .hasMessageContaining("the heap has no room for 10 more bytes");
    }
  }

  /** Of a stream that comes from afar nothing but its sender's word is there. */
  @Test
  void roomIsMadeForWhatHasCome() throws IOException {
    byte[] bytes = numbered(100);
    List<Integer> asked = new ArrayList<>();
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public byte[] readNBytes(int length) throws IOException {
            asked.add(length);
            return super.readNBytes(length);
          }

          @Override
          public int available() {
            return 0;
          }
        };
    HeapBodies careful = new HeapBodies(30, 4);
    BodyRef body = careful.write(slow, 100);
    assertThat(asked).containsExactly(4, 4, 8, 16, 30, 30, 8);
    assertThat(careful.open(body, 0, 100).readAllBytes()).isEqualTo(bytes);
    assertThat(careful.open(body, 7, 50).readAllBytes())
        .isEqualTo(Arrays.copyOfRange(bytes, 7, 57));
  }

  @Test
  void whatIsAtHandIsTakenInOnePiece() throws IOException {
    List<Integer> asked = new ArrayList<>();
    InputStream near =
        new ByteArrayInputStream(numbered(100)) {
          @Override
          public byte[] readNBytes(int length) throws IOException {
            asked.add(length);
            return super.readNBytes(length);
          }
        };
    new HeapBodies(1000, 4).write(near, 100);
    assertThat(asked).containsExactly(100);
  }

  @Property
  void anyStretchIsRead(
      @ForAll @IntRange(max = 45) int size,
      @ForAll @IntRange(max = 45) int from,
      @ForAll @IntRange(max = 45) int count,
      @ForAll @IntRange(max = 12) int step)
      throws IOException {
    byte[] bytes = numbered(size);
    int offset = Math.min(from, size);
    int length = Math.min(count, size - offset);
    byte[] expected = Arrays.copyOfRange(bytes, offset, offset + length);
    BodyRef body = bodies.write(new ByteArrayInputStream(bytes), size);
    assertThat(body.length()).isEqualTo(size);

    assertThat(bodies.open(body, offset, length).readAllBytes()).isEqualTo(expected);
    assertThat(readOneByOne(bodies.open(body, offset, length))).isEqualTo(expected);
    assertThat(readInSteps(bodies.open(body, offset, length), step)).isEqualTo(expected);

    ByteArrayOutputStream all = new ByteArrayOutputStream();
    assertThat(bodies.open(body, offset, length).transferTo(all)).isEqualTo(length);
    assertThat(all.toByteArray()).isEqualTo(expected);

    InputStream in = bodies.open(body, offset, length);
    assertThat(in.available()).isEqualTo(length);
    int skipped = Math.min(step, length);
    assertThat(in.skip(step)).isEqualTo(skipped);
    assertThat(in.readNBytes(100))
        .isEqualTo(Arrays.copyOfRange(expected, skipped, expected.length));
    assertThat(in.read()).isEqualTo(-1);
    assertThat(in.read(new byte[5], 0, 5)).isEqualTo(-1);
    assertThat(in.readNBytes(5)).isEmpty();
    assertThat(in.skip(5)).isZero();
  }

  private static byte[] readOneByOne(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      all.write(b);
    }
    return all.toByteArray();
  }

  private static byte[] readInSteps(InputStream in, int step) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] target = new byte[step + 3];
    for (int count = in.read(target, 1, step + 1);
        count >= 0;
        count = in.read(target, 1, step + 1)) {
      all.write(target, 1, count);
    }
    return all.toByteArray();
  }

  @Test
  void aLengthThatIsWrongIsRefused() {
    for (int size : new int[] {5, 25}) {
      for (int off : new int[] {-1, 1}) {
        assertThatThrownBy(() -> bodies.write(new ByteArrayInputStream(numbered(size)), size + off))
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void nothingIsRequiredOfNothing() throws IOException {
    InputStream in = bodies.open(bodies.write(InputStream.nullInputStream(), 0), 0, 0);
    assertThat(in.read(new byte[1], 0, 0)).isZero();
    assertThat(in.readNBytes(0)).isEmpty();
    assertThatThrownBy(() -> in.readNBytes(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}

package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReadBuffersTest {
  @Test
  void withoutMemoryThereIsNoBufferUntilThereIs() {
    int[] refusals = {3};
    ReadBuffers buffers =
        new ReadBuffers(
            size -> {
              if (refusals[0]-- > 0) {
                throw new OutOfMemoryError("Cannot reserve direct buffer memory");
              }
              return ByteBuffer.allocateDirect(size);
            });
    for (int i = 0; i < 3; i++) {
      assertThat(buffers.take()).isNull();
    }
    for (int i = 0; i < ReadBuffers.MOST; i++) {
      ByteBuffer buffer = buffers.take();
      assertThat(buffer).as("buffer %s", i).isNotNull();
      assertThat(buffer.capacity()).isGreaterThanOrEqualTo(ReadBuffers.SIZE);
    }
    assertThat(buffers.take()).isNull();
  }
}

package io.holdall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.holdall.spi.Digests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyTest {
  private static final byte[] BYTES = {1, 2, 3, 4, 5};

  private static byte[] read(Body body) throws IOException {
    try (InputStream stream = body.open()) {
      return stream.readAllBytes();
    }
  }

  private static ByteArrayInputStream stream() {
    return new ByteArrayInputStream(BYTES);
  }

  @Test
  void arraysStringsAndNothing() throws IOException {
    assertThat(read(Body.of(BYTES))).isEqualTo(BYTES);
    assertThat(Body.of(BYTES).length()).hasValue(5);
    assertThat(read(Body.of("é€"))).hasSize(5);
    assertThat(read(Body.empty())).isEmpty();
    assertThat(Body.empty().length()).hasValue(0);
    assertThat(read(Body.of(BYTES).slice(1, 3))).containsExactly(2, 3, 4);
    assertThat(read(Body.of(BYTES).slice(1, 3).slice(2, 1))).containsExactly(4);
  }

  @Test
  void files(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("file"), BYTES);
    Body body = Body.of(file);
    assertThat(body.length()).hasValue(5);
    assertThat(body.isRepeatable()).isTrue();
    assertThat(read(body)).isEqualTo(BYTES).isEqualTo(read(body));
    assertThat(body.slice(2, 2).length()).hasValue(2);
    assertThat(read(body.slice(2, 2))).startsWith(3, 4);
    Files.write(file, new byte[7]);
    assertThat(body.length()).as("as long as it is now").hasValue(7);
    assertThatIOException()
        .isThrownBy(() -> Body.of(directory).length())
        .withMessage(directory + ": it is not a regular file");
    assertThat(Body.of(Files.createFile(directory.resolve("empty"))).length()).hasValue(0);
    Path without = Path.of("/proc/version");
    assertThatIOException()
        .isThrownBy(() -> Body.of(without).length())
        .withMessage("/proc/version: it has bytes, but says that it has none: open it as a stream");
    Body missing = Body.of(directory.resolve("missing"));
    assertThatIOException().isThrownBy(missing::length).isInstanceOf(NoSuchFileException.class);
    assertThatIOException().isThrownBy(missing::open).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aStreamIsReadOnceAndNotClosed() throws IOException {
    boolean[] closed = {false};
    InputStream stream =
        new ByteArrayInputStream(BYTES) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    Body body = Body.of(stream, 5).expecting(Digests.of(ChecksumAlgorithm.CRC32, BYTES));
    assertThat(body.isRepeatable()).isFalse();
    assertThat(read(body)).isEqualTo(BYTES);
    assertThat(closed).containsExactly(false);
    assertThatIOException().isThrownBy(body::open).withMessageContaining("has been read already");
    assertThat(Body.of(stream()).length()).isEmpty();
  }

  @Test
  void aSourceIsReadAfresh() throws IOException {
    Body body = Body.of(BodyTest::stream, 5);
    assertThat(body.isRepeatable()).isTrue();
    assertThat(body.length()).hasValue(5);
    assertThat(read(body)).isEqualTo(BYTES).isEqualTo(read(body));
    assertThatIllegalStateException().isThrownBy(() -> body.slice(0, 1));
  }

  @Test
  void refusals() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Body.of(stream(), -1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException().isThrownBy(() -> Body.of(BodyTest::stream, -1));
    Checksum composite = Checksum.composite(ChecksumAlgorithm.CRC32, new byte[4], 2);
    assertThatIllegalArgumentException().isThrownBy(() -> Body.empty().expecting(composite));
  }

  @Test
  void says() {
    assertThat(Body.of(BYTES)).hasToString("Body[5 bytes]");
    assertThat(Body.of(Path.of("x"))).hasToString("Body[x]");
    assertThat(Body.of(stream())).hasToString("Body[stream of unknown length]");
    assertThat(Body.of(stream(), 3)).hasToString("Body[stream of 3 bytes]");
  }
}

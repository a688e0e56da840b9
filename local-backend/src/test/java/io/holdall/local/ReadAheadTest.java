package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
  private static final int BLOCK = BodyTrailer.BLOCK;

  @TempDir private Path temporary;
  private final Faults faults = new Faults();
  private final AtomicInteger reads = new AtomicInteger();
  private LocalRoot root;
  private BodyFiles files;

  @BeforeEach
  void open() throws IOException {
    Path directory = temporary.toRealPath();
    root =
        LocalRoot.open(
            new FaultyFileSystem(directory.getFileSystem(), faults)
                .wrap(directory.resolve("root")));
    files = new BodyFiles(root, Durability.RELAXED);
  }

  @AfterEach
  void close() throws IOException {
    files.close();
    root.close();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private StoredBody store(byte[] bytes) throws IOException {
    try (BodyWriter writer = files.create()) {
      writer.write(ByteBuffer.wrap(bytes));
      return writer.commit();
    }
  }

  private void countReads() {
    reads.set(0);
    faults.rule(
        (operation, path) -> {
          if (operation == Operation.READ) {
            reads.incrementAndGet();
          }
        });
  }

  /** Reads to the end, each time where the last read ended; into {@code all} as far as it goes. */
  private static void readOn(BodyReader reader, int piece, ByteArrayOutputStream all)
      throws IOException {
    ByteBuffer dst = ByteBuffer.allocate(piece);
    for (long at = 0; reader.read(at, dst) >= 0; at += dst.position(), dst.clear()) {
      all.write(dst.array(), 0, dst.position());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 8 << 10, BLOCK, 100_000, 256 << 10, 3 << 20})
  void whoReadsOnReadsTheFileSeldom(int piece) throws IOException {
    byte[] bytes = random((8 << 20) + 1234);
    try (BodyReader reader = files.open(store(bytes))) {
      countReads();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      readOn(reader, piece, all);
      assertThat(all.toByteArray()).isEqualTo(bytes);
    }
    assertThat(reads).hasValueLessThanOrEqualTo(16);
  }

  @Test
  void whoReadsHereAndThereReadsABlockEach() throws IOException {
    byte[] bytes = random(4 << 20);
    try (BodyReader reader = files.open(store(bytes))) {
      countReads();
      int[] places = {40, 3, 17, 63, 0, 31};
      for (int block : places) {
        ByteBuffer dst = ByteBuffer.allocate(100);
        reader.read((long) block * BLOCK + 10, dst);
        assertThat(dst.array())
            .isEqualTo(Arrays.copyOfRange(bytes, block * BLOCK + 10, block * BLOCK + 110));
      }
      assertThat(reads).hasValue(places.length);
    }
    // None of them has taken a buffer.
    assertThat(buffers(ReadBuffers.MOST + 1)).doesNotHaveDuplicates().hasSize(ReadBuffers.MOST);
  }

  private List<ByteBuffer> buffers(int most) {
    List<ByteBuffer> taken = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      ByteBuffer buffer = files.buffers().take();
      if (buffer != null) {
        taken.add(buffer.put(0, (byte) i));
      }
    }
    return taken;
  }

  @Test
  void moreReadersThanThereAreBuffersReadAllTheSame() throws IOException {
    byte[] bytes = random(5 * BLOCK + 7);
    StoredBody body = store(bytes);
    List<BodyReader> readers = new ArrayList<>();
    for (int i = 0; i < 2 * ReadBuffers.MOST; i++) {
      BodyReader reader = files.open(body);
      readers.add(reader);
      ByteBuffer dst = ByteBuffer.allocate(2 * BLOCK);
      assertThat(reader.read(0, dst)).isEqualTo(2 * BLOCK);
    }
    assertThat(files.buffers().take()).isNull();
    for (BodyReader reader : readers) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      readOn(reader, 3 * BLOCK, all);
      assertThat(all.toByteArray()).isEqualTo(bytes);
    }
    for (BodyReader reader : readers) {
      reader.close();
    }
    assertThat(buffers(ReadBuffers.MOST + 1)).hasSize(ReadBuffers.MOST);
  }

  @Test
  void oneFailureToReadAheadFailsNoRead() throws IOException {
    byte[] bytes = random(3 << 20);
    StoredBody body = store(bytes);
    int stretches = 0;
    for (int failing = 2; ; failing++) {
      AtomicInteger left = new AtomicInteger(failing);
      try (BodyReader reader = files.open(body)) {
        faults.rule(
            (operation, path) -> {
              if (operation == Operation.READ && left.decrementAndGet() == 0) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
              }
            });
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        readOn(reader, 10_000, all);
        assertThat(all.toByteArray()).isEqualTo(bytes);
      }
      faults.heal();
      assertThat(buffers(ReadBuffers.MOST)).hasSize(ReadBuffers.MOST);
      files.close();
      files = new BodyFiles(root, Durability.RELAXED);
      if (left.get() > 0) {
        break;
      }
      stretches++;
    }
    assertThat(stretches).isGreaterThan(3);
  }

  @Test
  void whatCannotBeReadIsToldWhenItIsAskedFor() throws IOException {
    byte[] bytes = random(1 << 20);
    StoredBody body = store(bytes);
    try (BodyReader reader = files.open(body)) {
      ByteBuffer dst = ByteBuffer.allocate(2 * BLOCK);
      reader.read(0, dst);
      faults.fail(Operation.READ, body.id().toString(), "Input/output error");
      assertThatThrownBy(() -> reader.read(2 * BLOCK, dst.clear()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Input/output error");
      faults.heal();
      reader.read(2 * BLOCK, dst.clear());
      assertThat(dst.array()).isEqualTo(Arrays.copyOfRange(bytes, 2 * BLOCK, 4 * BLOCK));
    }
  }

  @Test
  void aFileThatIsCutOffIsReadUpToThere() throws IOException {
    byte[] bytes = random(40 * BLOCK);
    try (BodyReader reader = files.open(store(bytes))) {
      cut(25 * BLOCK + 100);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      assertThatThrownBy(() -> readOn(reader, 1 << 10, all))
          .isInstanceOf(DamageException.class)
          .hasMessageContaining("the file ends within the body");
      assertThat(all.toByteArray()).isEqualTo(Arrays.copyOf(bytes, 25 * BLOCK));
    }
  }

  @Test
  void aDamagedBlockIsToldWhereItIsAndReadAnewTheNextTime() throws IOException {
    byte[] bytes = random(40 * BLOCK);
    try (BodyReader reader = files.open(store(bytes))) {
      flip(30 * BLOCK + 5);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      assertThatThrownBy(() -> readOn(reader, 4 << 10, all))
          .isInstanceOf(DamageException.class)
          .hasMessageContaining("does not match");
      assertThat(all.toByteArray()).isEqualTo(Arrays.copyOf(bytes, 30 * BLOCK));
      flip(30 * BLOCK + 5);
      ByteBuffer dst = ByteBuffer.allocate(2 * BLOCK);
      reader.read(30L * BLOCK, dst);
      assertThat(dst.array()).isEqualTo(Arrays.copyOfRange(bytes, 30 * BLOCK, 32 * BLOCK));
    }
  }

  private Path body() throws IOException {
    String directory = Listing.names(root.bodies()).first();
    Path bodies = root.bodies().resolve(directory);
    return bodies.resolve(Listing.names(bodies).first());
  }

  private void cut(long length) throws IOException {
    try (FileChannel file = FileChannel.open(body(), StandardOpenOption.WRITE)) {
      file.truncate(length);
    }
  }

  private void flip(long position) throws IOException {
    try (FileChannel file =
        FileChannel.open(body(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      file.read(one, position);
      one.flip().put(0, (byte) ~one.get(0));
      file.write(one, position);
    }
  }
}

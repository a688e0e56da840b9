package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.local.faults.Faults;
import io.holdall.local.faults.FaultyFileSystem;
import io.holdall.local.faults.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodyFilesTest {
  private static final int BLOCK = BodyTrailer.BLOCK;

  @TempDir Path temporary;
  private final Faults faults = new Faults();

  private LocalRoot root(Disk disk) throws IOException {
    Path directory = disk.directory(temporary).toRealPath();
    return LocalRoot.open(
        new FaultyFileSystem(directory.getFileSystem(), faults).wrap(directory.resolve("root")));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static StoredBody store(BodyFiles files, byte[] bytes) throws IOException {
    try (BodyWriter writer = files.create()) {
      writer.write(ByteBuffer.wrap(bytes));
      return writer.commit();
    }
  }

  private static byte[] read(BodyFiles files, StoredBody body) throws IOException {
    try (BodyReader reader = files.open(body)) {
      return read(reader, 0, (int) body.length());
    }
  }

  private static byte[] read(BodyReader reader, long position, int length) throws IOException {
    ByteBuffer dst = ByteBuffer.allocate(length);
    assertThat(reader.read(position, dst))
        .isEqualTo(position == reader.length() ? -1 : dst.position());
    return Arrays.copyOf(dst.array(), dst.position());
  }

  private static Path path(LocalRoot root, BodyId id) {
    return root.bodies().resolve(id.toString().substring(0, 2)).resolve(id.toString());
  }

  private static List<Path> all(LocalRoot root) throws IOException {
    try (Stream<Path> files = Files.walk(root.bodies())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bodiesOfAnyLengthAreReadAsTheyWereWritten(Disk disk) throws IOException {
    for (Durability durability : Durability.values()) {
      try (LocalRoot root = root(disk);
          BodyFiles files = new BodyFiles(root, durability)) {
        for (int length :
            new int[] {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 20 * BLOCK + 5}) {
          byte[] bytes = random(length);
          StoredBody body = store(files, bytes);
          assertThat(body.length()).isEqualTo(length);
          assertThat(read(files, body)).isEqualTo(bytes);
          assertThat(Arrays.copyOf(Files.readAllBytes(path(root, body.id())), length))
              .isEqualTo(bytes);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBodyIsWrittenInPiecesOfAnyLengthAndKind(Disk disk) throws IOException {
    byte[] bytes = random(5 * BLOCK + 100);
    Random random = new Random(5);
    try (LocalRoot root = root(disk);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      for (int most : new int[] {1 << 10, BLOCK, 3 * BLOCK}) {
        try (BodyWriter writer = files.create()) {
          ByteBuffer rest = ByteBuffer.wrap(bytes);
          while (rest.hasRemaining()) {
            ByteBuffer part =
                rest.slice(rest.position(), Math.min(rest.remaining(), random.nextInt(most + 1)));
            if (random.nextBoolean()) {
              part = ByteBuffer.allocateDirect(part.remaining()).put(part).flip();
            }
            writer.write(part);
            assertThat(part.hasRemaining()).isFalse();
            rest.position(rest.position() + part.limit());
          }
          assertThat(read(files, writer.commit())).isEqualTo(bytes);
        }
      }
    }
  }

  @Test
  void anyRangeIsRead() throws IOException {
    byte[] bytes = random(ReadBuffers.SIZE + BLOCK + 10);
    int last = bytes.length / BLOCK;
    List<Integer> edges = new ArrayList<>();
    for (int block : new int[] {0, 1, last - 1, last}) {
      for (int offset : new int[] {0, 1, 7, 10, BLOCK - 1}) {
        if (block * BLOCK + offset <= bytes.length) {
          edges.add(block * BLOCK + offset);
        }
      }
    }
    try (LocalRoot root = root(Disk.UNIX);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE);
        BodyReader reader = files.open(store(files, bytes))) {
      for (int from : edges) {
        for (int to : edges) {
          if (from <= to) {
            assertThat(read(reader, from, to - from))
                .isEqualTo(Arrays.copyOfRange(bytes, from, to));
          }
        }
        assertThat(read(reader, from, bytes.length + BLOCK))
            .isEqualTo(Arrays.copyOfRange(bytes, from, bytes.length));
      }
      assertThat(reader.read(bytes.length, ByteBuffer.allocate(1))).isEqualTo(-1);
      for (long outside : new long[] {-1, bytes.length + 1}) {
        assertThatThrownBy(() -> reader.read(outside, ByteBuffer.allocate(1)))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatIsNotCommittedLeavesNothing(Disk disk) throws IOException {
    try (LocalRoot root = root(disk);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      try (BodyWriter writer = files.create()) {
        writer.write(ByteBuffer.wrap(random(BLOCK)));
        assertThat(all(root)).hasSize(1);
      }
      assertThat(all(root)).isEmpty();
      BodyWriter done = files.create();
      done.commit();
      done.close();
      assertThat(all(root)).hasSize(1);
      assertThatThrownBy(done::commit).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> done.write(ByteBuffer.allocate(1)))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(faults.open()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aReaderKeepsItsBodyToTheEnd(Disk disk) throws IOException {
    faults.keepOpenFiles();
    byte[] bytes = random(3 * BLOCK);
    try (LocalRoot root = root(disk);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      StoredBody body = store(files, bytes);
      BodyReader one = files.open(body);
      BodyReader two = files.open(body);
      files.delete(body.id());
      assertThat(read(one, 0, bytes.length)).isEqualTo(bytes);
      one.close();
      one.close();
      assertThat(read(two, 0, bytes.length)).isEqualTo(bytes);
      assertThat(all(root)).hasSize(1);
      two.close();
      assertThat(all(root)).isEmpty();
      assertThatThrownBy(() -> files.open(body)).isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> two.read(0, ByteBuffer.allocate(1)))
          .isInstanceOf(IllegalStateException.class);
      files.delete(body.id());
    }
    assertThat(faults.open()).isZero();
  }

  @Test
  void readersOfOneBodyShareItsFile() throws IOException {
    try (LocalRoot root = root(Disk.UNIX);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      StoredBody body = store(files, random(BLOCK));
      int before = faults.open();
      List<BodyReader> readers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        readers.add(files.open(body));
      }
      assertThat(faults.open()).isEqualTo(before + 1);
      for (BodyReader reader : readers) {
        reader.close();
      }
      assertThat(faults.open()).isEqualTo(before);
    }
  }

  /**
   * As when a time runs out: that is against the rules, and the harm must be the caller's alone.
   */
  @Test
  void aReaderThatIsClosedInTheMidstOfAReadSpoilsNoOther() throws IOException {
    try (LocalRoot root = root(Disk.UNIX);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      StoredBody body = store(files, random(4 * BLOCK));
      byte[] others = random(ReadBuffers.SIZE);
      List<ByteBuffer> taken = new ArrayList<>();
      BodyReader closed = files.open(body);
      try (BodyReader holdsTheFile = files.open(body)) {
        faults.rule(
            (operation, path) -> {
              if (operation == Operation.READ && taken.isEmpty()) {
                closed.close();
                taken.add(files.buffers().take().put(0, others));
              }
            });
        closed.read(0, ByteBuffer.allocate(4 * BLOCK));
        byte[] left = new byte[others.length];
        taken.get(0).get(0, left);
        assertThat(left).isEqualTo(others);
        assertThat(holdsTheFile.length()).isEqualTo(4 * BLOCK);
      }
    }
  }

  @Test
  void whatCannotBeDeletedIsTriedAgain() throws IOException {
    try (LocalRoot root = root(Disk.UNIX);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      StoredBody one = store(files, random(10));
      StoredBody two = store(files, random(20));
      faults.fail(Operation.DELETE, one.id().toString(), "Input/output error");
      files.delete(one.id());
      assertThat(all(root)).hasSize(2);
      faults.heal();
      files.delete(two.id());
      assertThat(all(root)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bodiesThatNoRecordNamesAreFound(Disk disk) throws IOException {
    try (LocalRoot root = root(disk);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      Set<BodyId> named = Set.of(store(files, random(1)).id(), store(files, random(2)).id());
      store(files, random(3));
      BodyWriter unfinished = files.create();
      unfinished.write(ByteBuffer.wrap(random(100)));
      BodyFiles next = new BodyFiles(root, Durability.DURABLE);
      next.unnamed(named::contains).forEach(next::delete);
      assertThat(all(root))
          .map(path -> path.getFileName().toString())
          .containsExactlyInAnyOrderElementsOf(named.stream().map(BodyId::toString).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aForeignFileAmongTheBodiesIsRefused(Disk disk) throws IOException {
    try (LocalRoot root = root(disk);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      String id = store(files, random(1)).id().toString();
      String directory = id.substring(0, 2);
      String other = directory.equals("00") ? "01" : "00";
      for (String foreign :
          List.of(
              directory + "/x",
              directory + "/" + id + "0",
              directory + "/" + id.substring(1),
              other + "/" + id,
              directory + "/" + directory + "g".repeat(30))) {
        Path path = root.bodies().resolve(foreign);
        Files.createDirectories(path.getParent());
        Files.createFile(path);
        assertThatThrownBy(() -> files.unnamed(any -> true))
            .isInstanceOf(RootException.class)
            .hasMessage(root.bodies() + " holds " + foreign + ", which is not a body.");
        Files.delete(path);
      }
      assertThat(files.unnamed(any -> true)).isEmpty();
      assertThat(all(root)).hasSize(1);
    }
  }

  @Test
  void anyChangedByteIsNoticed() throws IOException {
    byte[] bytes = random(BLOCK + 50);
    try (LocalRoot root = root(Disk.UNIX);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      StoredBody body = store(files, bytes);
      Path path = path(root, body.id());
      byte[] whole = Files.readAllBytes(path);
      for (int i = 0; i < whole.length; i += i < BLOCK - 10 ? 997 : 1) {
        byte[] flipped = whole.clone();
        flipped[i] ^= 1;
        Files.write(path, flipped);
        assertThatThrownBy(() -> read(files, body))
            .isInstanceOf(DamageException.class)
            .message()
            .startsWith(path + " is damaged at byte ");
        assertThat(files.settle(body)).isFalse();
      }
      for (int length : new int[] {0, 1, BLOCK, bytes.length, whole.length - 1, whole.length + 1}) {
        Files.write(path, Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> files.open(body)).isInstanceOf(DamageException.class);
        assertThat(files.settle(body)).isFalse();
      }
      Files.write(path, whole);
      assertThat(read(files, body)).isEqualTo(bytes);
    }
    assertThat(faults.open()).isZero();
  }

  @Test
  void aChangedBlockDoesNotSpoilTheOthers() throws IOException {
    byte[] bytes = random(3 * BLOCK);
    try (LocalRoot root = root(Disk.UNIX);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      StoredBody body = store(files, bytes);
      Path path = path(root, body.id());
      byte[] changed = Files.readAllBytes(path);
      changed[BLOCK + 77] ^= 4;
      Files.write(path, changed);
      try (BodyReader reader = files.open(body)) {
        assertThat(read(reader, 0, BLOCK)).isEqualTo(Arrays.copyOf(bytes, BLOCK));
        assertThat(read(reader, 2L * BLOCK + 9, 20))
            .isEqualTo(Arrays.copyOfRange(bytes, 2 * BLOCK + 9, 2 * BLOCK + 29));
        for (ByteBuffer dst : List.of(ByteBuffer.allocate(10), ByteBuffer.allocate(2 * BLOCK))) {
          assertThatThrownBy(() -> reader.read(BLOCK, dst))
              .isInstanceOf(DamageException.class)
              .hasMessage(
                  path
                      + " is damaged at byte "
                      + BLOCK
                      + ": the checksum of this part of the body does not match.");
          assertThat(dst.position()).isZero();
        }
        ByteBuffer all = ByteBuffer.allocate(3 * BLOCK);
        assertThatThrownBy(() -> reader.read(0, all)).isInstanceOf(DamageException.class);
        assertThat(all.position()).isEqualTo(BLOCK);
        assertThat(Arrays.copyOf(all.array(), BLOCK)).isEqualTo(Arrays.copyOf(bytes, BLOCK));
      }
    }
  }

  @Test
  void oneBodyDoesNotPassForAnother() throws IOException {
    try (LocalRoot root = root(Disk.UNIX);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      StoredBody one = store(files, random(100));
      StoredBody two = store(files, random(100));
      Files.write(path(root, one.id()), Files.readAllBytes(path(root, two.id())));
      assertThatThrownBy(() -> files.open(one))
          .isInstanceOf(DamageException.class)
          .hasMessageEndingWith("this is another body.");
      assertThatThrownBy(() -> files.open(new StoredBody(two.id(), 99)))
          .isInstanceOf(DamageException.class);
      assertThat(BodyId.parse(one.id().toString())).contains(one.id());
    }
  }

  @Test
  void aBodyIsForcedBeforeItsCommitReturnsUnlessRelaxed() throws IOException {
    for (Durability durability : Durability.values()) {
      try (LocalRoot root = root(Disk.REAL);
          BodyFiles files = new BodyFiles(root, durability)) {
        store(files, random(0));
        files.force();
        List<String> forced = new ArrayList<>();
        BodyWriter writer = files.create();
        writer.write(ByteBuffer.wrap(random(10)));
        faults.rule(
            (operation, path) -> {
              if (operation == Operation.FORCE) {
                forced.add(path.getFileName().toString());
              }
            });
        String id = writer.commit().id().toString();
        if (durability == Durability.RELAXED) {
          assertThat(forced).isEmpty();
          files.force();
        }
        assertThat(forced).containsExactly(id, id.substring(0, 2));
        files.force();
        assertThat(forced).hasSize(2);
        faults.heal();
      }
    }
    assertThat(faults.open()).isZero();
  }

  @Test
  void fewRelaxedBodiesWaitWithTheirFilesOpen() throws IOException {
    try (LocalRoot root = root(Disk.UNIX);
        BodyFiles files = new BodyFiles(root, Durability.RELAXED)) {
      int before = faults.open();
      List<StoredBody> bodies = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        bodies.add(store(files, random(i)));
        assertThat(faults.open() - before).isLessThanOrEqualTo(3 * 64);
      }
      for (int i = 0; i < 50; i++) {
        files.delete(bodies.get(i).id());
      }
      files.force();
      assertThat(faults.open()).isEqualTo(before);
      assertThat(all(root)).hasSize(50);
      store(files, random(1));
    }
    assertThat(faults.open()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void onAFullDiskNothingIsLeft(Disk disk) throws IOException {
    try (LocalRoot root = root(disk);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      byte[] bytes = random(BLOCK);
      for (int room : new int[] {0, 1, BLOCK - 1, BLOCK, BLOCK + 20}) {
        faults.space(room);
        assertThatThrownBy(() -> store(files, bytes))
            .isInstanceOf(FileSystemException.class)
            .hasMessageEndingWith("No space left on device");
        assertThat(all(root)).isEmpty();
      }
      faults.heal();
      assertThat(read(files, store(files, bytes))).isEqualTo(bytes);
    }
    assertThat(faults.open()).isZero();
  }

  /** A file for writing is opened twice, and the second time fails. */
  @Test
  void aBodyThatCannotBeOpenedLeavesNothing() throws IOException {
    try (LocalRoot root = root(Disk.UNIX);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      int before = faults.open();
      AtomicInteger opened = new AtomicInteger();
      faults.rule(
          (operation, path) -> {
            if (operation == Operation.OPEN_TO_WRITE && opened.incrementAndGet() == 2) {
              throw new FileSystemException(path.toString(), null, "Too many open files");
            }
          });
      assertThatThrownBy(files::create).hasMessageEndingWith("Too many open files");
      assertThat(all(root)).isEmpty();
      assertThat(faults.open()).isEqualTo(before);
    }
  }

  @Test
  void aBodyThatCannotBeForcedIsNotCommitted() throws IOException {
    try (LocalRoot root = root(Disk.REAL);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      byte[] bytes = random(BLOCK);
      faults.rule(
          (operation, path) -> {
            if (operation == Operation.FORCE) {
              throw new IOException("Input/output error");
            }
          });
      assertThatThrownBy(() -> store(files, bytes))
          .hasMessageContaining("could not be forced to its device: Input/output error");
      assertThat(all(root)).isEmpty();
    }
    assertThat(faults.open()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptedThreadWritesAndReads(Disk disk) throws IOException {
    byte[] bytes = random(3 * BLOCK + 5);
    try (LocalRoot root = root(disk);
        BodyFiles files = new BodyFiles(root, Durability.DURABLE)) {
      Thread.currentThread().interrupt();
      StoredBody body = store(files, bytes);
      assertThat(read(files, body)).isEqualTo(bytes);
      assertThat(files.settle(body)).isTrue();
      files.delete(body.id());
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThat(all(root)).isEmpty();
    } finally {
      Thread.interrupted();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bodiesAreReadWhileTheyAreDeleted(Disk disk) throws Exception {
    faults.keepOpenFiles();
    byte[] bytes = random(2 * BLOCK + 1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (LocalRoot root = root(disk);
        BodyFiles files = new BodyFiles(root, Durability.RELAXED)) {
      for (int round = 0; round < 50; round++) {
        StoredBody body = store(files, bytes);
        List<Future<?>> readers = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
          readers.add(
              threads.submit(
                  () -> {
                    try {
                      assertThat(read(files, body)).isEqualTo(bytes);
                    } catch (NoSuchFileException e) {
                      assertThat(e).hasMessageContaining(body.id().toString());
                    }
                    return null;
                  }));
        }
        readers.add(
            threads.submit(
                () -> {
                  files.delete(body.id());
                  return null;
                }));
        for (Future<?> reader : readers) {
          reader.get(10, TimeUnit.MINUTES);
        }
      }
      files.delete(BodyId.random());
      assertThat(all(root)).isEmpty();
    } finally {
      threads.shutdownNow();
    }
    assertThat(faults.open()).isZero();
  }
}

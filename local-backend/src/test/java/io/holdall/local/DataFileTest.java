package io.holdall.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataFileTest {
  @TempDir Path temporary;

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void bytesAreReadWhereTheyWereWritten(Disk disk) throws IOException {
    Path path = disk.directory(temporary).resolve("file");
    try (DataFile file = DataFile.create(path)) {
      file.write(bytes("0123456789"), 0);
      file.write(bytes("ab"), 3);
      assertThat(file.size()).isEqualTo(10);
      ByteBuffer dst = ByteBuffer.allocate(8).position(1).limit(7);
      assertThat(file.read(dst, 2)).isEqualTo(6);
      assertThat(UTF_8.decode(dst.flip().position(1)).toString()).isEqualTo("2ab567");
      assertThat(file.read(ByteBuffer.allocate(5), 7)).isEqualTo(3);
      assertThat(file.read(ByteBuffer.allocate(5), 10)).isZero();
      file.truncate(4);
      file.force();
      assertThat(file.size()).isEqualTo(4);
      assertThatThrownBy(() -> DataFile.create(path))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(Files.readString(path)).isEqualTo("012a");
    DataFile.createOrEmpty(path).close();
    assertThat(path).isEmptyFile();
  }

  @ParameterizedTest
  @EnumSource
  void aClosedFileIsClosed(Disk disk) throws IOException {
    DataFile file = DataFile.create(disk.directory(temporary).resolve("file"));
    file.close();
    file.close();
    assertThatThrownBy(() -> file.write(bytes("a"), 0)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(file::size).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(file::force).isInstanceOf(ClosedChannelException.class);
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptedThreadCanDoEverythingAndStaysInterrupted(Disk disk) throws IOException {
    try (DataFile file = DataFile.create(disk.directory(temporary).resolve("file"))) {
      Thread.currentThread().interrupt();
      file.write(bytes("0123456789"), 0);
      file.truncate(5);
      file.force();
      assertThat(file.size()).isEqualTo(5);
      assertThat(file.read(ByteBuffer.allocate(9), 0)).isEqualTo(5);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Not on Jimfs, whose channel can lock itself up when several threads are interrupted in it. */
  @Test
  void threadsThatAreInterruptedAnywhereHarmNobody() throws Exception {
    int threads = 4;
    int rounds = 2_000;
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> workers = new ArrayList<>();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads + 1,
            work -> {
              Thread thread = new Thread(work);
              workers.add(thread);
              return thread;
            });
    try (DataFile file = DataFile.create(temporary.resolve("file"))) {
      List<Future<?>> results = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        long start = t * 1000L;
        byte fill = (byte) (t + 1);
        results.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    ByteBuffer own = ByteBuffer.allocate(700);
                    while (own.hasRemaining()) {
                      own.put(fill);
                    }
                    file.write(own.flip(), start);
                    ByteBuffer read = ByteBuffer.allocate(700);
                    assertThat(file.read(read, start)).isEqualTo(700);
                    assertThat(read.flip()).isEqualTo(own.rewind());
                    if (i % 100 == 0) {
                      file.force();
                    }
                  }
                  return null;
                }));
      }
      Future<?> interrupting =
          pool.submit(
              () -> {
                Random random = new Random(3);
                // So many that each operation meets some, and not so many that none ends.
                for (int i = 0; i < 100_000 && !done.get(); i++) {
                  workers.get(random.nextInt(threads)).interrupt();
                  Thread.onSpinWait();
                }
              });
      try {
        for (Future<?> result : results) {
          result.get(10, TimeUnit.MINUTES);
        }
      } finally {
        done.set(true);
      }
      interrupting.get(10, TimeUnit.MINUTES);
    } finally {
      pool.shutdownNow();
    }
  }
}

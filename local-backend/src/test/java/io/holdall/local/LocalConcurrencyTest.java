package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads on few keys. */
class LocalConcurrencyTest {
  private static final int[] LENGTHS = {10, 5_000, 70_000, 200_000};

  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource(Durability.class)
  void everyReaderSeesOneVersionAndNoFileIsLeftOver(Durability durability) throws Exception {
    Path root = Disk.REAL.root(temporary);
    LocalStore.Builder builder =
        LocalStore.builder(root).durability(durability).segmentSize(1 << 14).inlineLimit(6_000);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    Contents before;
    try (BlobStore store = builder.open()) {
      Bucket bucket = store.createBucket("photos");
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Random random = new Random(i);
        work.add(threads.submit(forever(() -> write(bucket, random))));
        work.add(threads.submit(forever(() -> read(bucket, random))));
      }
      for (Future<?> each : work) {
        each.get(10, TimeUnit.MINUTES);
      }
      before = Contents.of(store);
    } finally {
      threads.shutdownNow();
    }
    try (BlobStore store = builder.open()) {
      assertThat(Contents.of(store)).isEqualTo(before);
      for (String key : List.of("a", "b")) {
        store.bucket("photos").delete(key);
      }
    }
    try (BlobStore store = builder.open()) {
      assertThat(store.bucket("photos").list()).isEmpty();
      store.deleteBucket("photos");
    }
    assertThat(LocalStoreTest.bodyFiles(root)).isZero();
  }

  private static Callable<Integer> forever(Callable<?> step) {
    return () -> {
      int count = 0;
      for (; count < 400; count++) {
        step.call();
      }
      return count;
    };
  }

  private static String key(Random random) {
    return random.nextBoolean() ? "a" : "b";
  }

  /** Bodies of one byte each, again and again. */
  private static boolean write(Bucket bucket, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> bucket.delete(key(random));
      case 1 -> {
        try {
          bucket.copy("a", "b");
        } catch (NotFoundException e) {
          assertThat(e).hasMessageContaining("NO_SUCH_KEY");
        }
      }
      default -> {
        byte[] body = new byte[LENGTHS[random.nextInt(LENGTHS.length)]];
        Arrays.fill(body, (byte) random.nextInt());
        bucket.put(key(random), Body.of(body));
      }
    }
    return true;
  }

  private static boolean read(Bucket bucket, Random random) throws IOException {
    try (Blob blob = bucket.get(key(random));
        InputStream in = blob.stream()) {
      byte[] bytes = in.readAllBytes();
      assertThat(bytes).hasSize((int) blob.attributes().size()).containsOnly(bytes[0]);
    } catch (NotFoundException e) {
      assertThat(e).hasMessageContaining("NO_SUCH_KEY");
    }
    return true;
  }
}

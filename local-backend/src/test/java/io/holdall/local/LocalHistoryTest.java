package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.Keys;
import io.holdall.Limits;
import io.holdall.ListEntry;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/**
 * Any history, with the store opened again at any points of it, against a map. What is read is held
 * meanwhile, which a store may remember; so nothing is read but where the history says so, and the
 * rest is looked at in copies.
 */
class LocalHistoryTest {
  private static final List<String> KEYS = List.of("a", "a/b", "b", "\uFF61", "\uD83D\uDE00");
  private static final int INLINE_LIMIT = 300;

  enum Verb {
    PUT,
    DELETE,
    COPY,
    TAG,
    PUT_PART,
    COPY_PART,
    COMPLETE,
    ABORT,
    READ,
    STEP,
    CLEAN,
    REOPEN,
    CRASH
  }

  /**
   * @param key the index of one
   * @param other the index of another
   * @param length of a body, in bytes
   */
  record Step(Verb verb, int key, int other, int length) {
    byte[] bytes() {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) (31 * key + other + length));
      return bytes;
    }
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Integer> keys = Arbitraries.integers().between(0, KEYS.size() - 1);
    Arbitrary<Integer> lengths =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 2 * INLINE_LIMIT),
            Arbitraries.integers().between(1, 30),
            Arbitraries.of(INLINE_LIMIT, INLINE_LIMIT + 1, 65_536, 65_537, 140_000));
    return Combinators.combine(Arbitraries.of(Verb.class), keys, keys, lengths)
        .as(Step::new)
        .list()
        .ofMaxSize(250)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyHistoryIsKept(
      @ForAll("histories") List<Step> history,
      @ForAll Durability durability,
      @ForAll("segmentSizes") int segmentSize)
      throws IOException {
    new Run(durability, segmentSize).run(history);
  }

  @Provide
  Arbitrary<Integer> segmentSizes() {
    return Arbitraries.of(256, 1000, 2500, 1 << 26);
  }

  private static final class Run {
    private final TreeMap<String, byte[]> model = new TreeMap<>(Keys.UTF8_ORDER);
    private final Map<String, TreeMap<Integer, byte[]>> uploads = new HashMap<>();
    private Path root = Disk.UNIX.root(Path.of(""));
    private final Durability durability;
    private final int segmentSize;
    private final Steps steps = new Steps();
    private int copies;
    private BlobStore store;
    private Bucket bucket;

    Run(Durability durability, int segmentSize) throws IOException {
      this.durability = durability;
      this.segmentSize = segmentSize;
      this.store = open(root, steps);
      this.bucket = store.createBucket("photos");
    }

    private BlobStore open(Path root, Steps steps) {
      return LocalStore.builder(root)
          .durability(durability)
          .segmentSize(segmentSize)
          .background(steps)
          .inlineLimit(INLINE_LIMIT)
          .limits(new Limits(1 << 30, 1 << 30, 0, 10_000))
          .open();
    }

    void run(List<Step> history) throws IOException {
      try {
        for (Step step : history) {
          apply(step);
          list();
        }
        reopen(false);
        read();
      } finally {
        store.close();
      }
      assertThat(LocalStoreTest.bodyFiles(root)).isLessThanOrEqualTo(history.size());
    }

    private void apply(Step step) throws IOException {
      String key = KEYS.get(step.key());
      String other = KEYS.get(step.other());
      switch (step.verb()) {
        case PUT -> {
          bucket.put(key, Body.of(step.bytes()));
          model.put(key, step.bytes());
        }
        case DELETE -> {
          bucket.delete(key);
          model.remove(key);
        }
        case COPY -> {
          if (model.containsKey(key) && !key.equals(other)) {
            bucket.copy(key, other);
            model.put(other, model.get(key));
          }
        }
        case TAG -> {
          if (model.containsKey(key)) {
            bucket.setTags(key, Tags.none().with("n", "" + step.length()));
          }
        }
        case PUT_PART -> {
          upload(key).uploadPart(1 + step.other(), Body.of(step.bytes()));
          part(key, step.other(), step.bytes());
        }
        case COPY_PART -> {
          if (model.containsKey(other)) {
            upload(key)
                .copyPart(
                    1 + step.other(), bucket.ref(other), Optional.empty(), ReadConditions.none());
            part(key, step.other(), model.get(other));
          }
        }
        case COMPLETE -> complete(key);
        case ABORT -> {
          open(key).forEach(MultipartUpload::abort);
          uploads.remove(key);
        }
        case READ -> read();
        case STEP -> steps.runOne();
        case CLEAN -> steps.runAll();
        case REOPEN -> reopen(false);
        case CRASH -> reopen(true);
      }
    }

    private void part(String key, int number, byte[] bytes) {
      uploads.computeIfAbsent(key, it -> new TreeMap<>()).put(number, bytes);
    }

    /** The open upload of a key, started now if there is none. */
    private MultipartUpload upload(String key) {
      return open(key).findFirst().orElseGet(() -> bucket.startUpload(key));
    }

    private Stream<MultipartUpload> open(String key) {
      return bucket
          .listUploads("")
          .filter(info -> info.key().equals(key))
          .map(info -> bucket.upload(key, info.id()))
          .toList()
          .stream();
    }

    private void complete(String key) {
      MultipartUpload upload = upload(key);
      List<PartInfo> parts = upload.parts();
      if (parts.isEmpty()) {
        upload.abort();
        return;
      }
      upload.complete(parts.stream().map(PartInfo::part).toList());
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      uploads.remove(key).values().forEach(joined::writeBytes);
      model.put(key, joined.toByteArray());
    }

    /**
     * Opens the store again: after closing it, or from what would be there if its process ended.
     */
    private void reopen(boolean crash) throws IOException {
      Contents before = contents();
      if (crash) {
        Path left = Disk.copy(root, root.resolveSibling("copy" + copies++));
        store.close();
        root = left;
      } else {
        store.close();
      }
      steps.clear();
      store = open(root, steps);
      bucket = store.bucket("photos");
      assertThat(contents()).isEqualTo(before);
    }

    /** What a copy of the store has. */
    private Contents contents() throws IOException {
      Path copy = Disk.copy(root, root.resolveSibling("copy" + copies++));
      try (BlobStore it = open(copy, new Steps())) {
        return Contents.of(it);
      }
    }

    private void list() {
      assertThat(bucket.list().stream().map(ListEntry::name))
          .containsExactlyElementsOf(model.keySet());
    }

    private void read() {
      model.forEach((key, bytes) -> assertThat(bucket.getBytes(key)).isEqualTo(bytes));
    }
  }
}

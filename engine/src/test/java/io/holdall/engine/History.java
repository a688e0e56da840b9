package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.BlobRef;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.CompleteOptions;
import io.holdall.ContentHeaders;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.Limits;
import io.holdall.PartInfo;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadInfo;
import io.holdall.UploadListOptions;
import io.holdall.UploadedPart;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One history of a store. */
final class History {
  private static final List<String> BUCKETS = List.of("one", "two");
  private static final List<String> KEYS = List.of("a", "a/b", "b");
  // What can be put can be copied in one piece, so that every call is one change or none.
  private static final Limits LIMITS = new Limits(200, 200, 4, 10_000);

  private final TrackingBodies bodies = new TrackingBodies();
  private final RecordingLog log = new RecordingLog();
  private final Engine engine =
      new Engine(
          State.empty(), bodies, log, Clock.fixed(Samples.TIME, ZoneOffset.UTC), LIMITS, 600);
  private final BlobStore store = BlobStores.of(new EngineDriver(engine, null));

  /** Readers that are still open, and what they have to give. */
  private final List<Map.Entry<Blob, byte[]>> readers = new ArrayList<>();

  private final Random random;

  /** How many changes of the log build on some that are gone. */
  private int gaps;

  private int succeeded;

  History(Random random) {
    this.random = random;
  }

  void run() throws ChangeFormatException {
    BUCKETS.forEach(store::createBucket);
    Change first = log.changes().get(0);
    for (int step = 0; step < 150; step++) {
      State before = engine.state();
      try {
        perform(random.nextInt(18));
        succeeded++;
      } catch (BlobStoreException e) {
        assertThat(engine.state()).as("after %s", e).isSameAs(before);
      }
      assertThat(engine.state().totals()).isEqualTo(Snapshots.totalsOf(engine.state()));
      if (random.nextInt(30) == 0) {
        clean();
      }
    }
    assertThat(succeeded).isPositive();
    assertReplays();
    assertSaysAll();
    readers.forEach(this::finish);
    assertThat(bodies.holds()).isEqualTo(Snapshots.holdsOf(engine.state()));
    clear();
    assertThat(bodies.holds()).isEmpty();
    assertThat(engine.state().totals()).isEqualTo(Totals.NONE);
    store.close();
    assertThat(log.isClosed()).isTrue();
    // The empty state of a closed store must not be taken for what the log leads to.
    assertThat(engine.renew(first, said -> said.forEach(log::append))).isFalse();
    assertThat(engine.renewCounts(log::append)).isFalse();
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Bucket bucket() {
    return store.bucket(oneOf(BUCKETS));
  }

  private Body body() {
    byte[] bytes = new byte[random.nextInt(50)];
    random.nextBytes(bytes);
    return Body.of(bytes);
  }

  private WriteCondition condition(Bucket bucket, String key) {
    return switch (random.nextInt(4)) {
      case 0 -> WriteCondition.ifAbsent();
      case 1 -> WriteCondition.ifMatch(etag(bucket, key));
      default -> WriteCondition.always();
    };
  }

  private ETag etag(Bucket bucket, String key) {
    return random.nextInt(4) == 0
        ? ETag.of("other")
        : bucket.find(key).map(found -> found.etag()).orElse(ETag.of("none"));
  }

  private void perform(int command) {
    Bucket bucket = bucket();
    String key = oneOf(KEYS);
    switch (command) {
      case 0, 1, 2 ->
          bucket.put(
              key, body(), PutOptions.defaults().condition(condition(bucket, key)).tag("k", "v"));
      case 3 -> bucket.delete(key);
      case 4 -> bucket.delete(key, etag(bucket, key));
      case 5, 6 -> bucket.copy(source(), key, copyOptions(bucket, key));
      case 7 -> bucket.startUpload(key, uploadOptions());
      case 8, 9 ->
          upload(bucket)
              .ifPresent(
                  upload ->
                      bucket
                          .upload(upload.key(), upload.id())
                          .uploadPart(1 + random.nextInt(4), body()));
      case 10 ->
          upload(bucket)
              .ifPresent(
                  upload ->
                      bucket
                          .upload(upload.key(), upload.id())
                          .copyPart(
                              1 + random.nextInt(4), source(), range(), ReadConditions.none()));
      case 11, 12 -> upload(bucket).ifPresent(upload -> complete(bucket, upload));
      case 13 ->
          upload(bucket).ifPresent(upload -> bucket.upload(upload.key(), upload.id()).abort());
      case 14 -> bucket.setTags(key, new Tags(Map.of("t", Integer.toString(random.nextInt()))));
      case 15 -> {
        if (random.nextBoolean()) {
          store.deleteBucket(bucket.name());
        } else {
          store.createBucket(bucket.name());
        }
      }
      case 16 -> {
        if (random.nextBoolean() || readers.isEmpty()) {
          byte[] expected = bucket.getBytes(key);
          readers.add(Map.entry(bucket.get(key), expected));
        } else {
          finish(readers.remove(random.nextInt(readers.size())));
        }
      }
      default -> {
        if (random.nextBoolean()) {
          log.fail(true);
        } else {
          bodies.fail(true);
        }
      }
    }
  }

  private BlobRef source() {
    return new BlobRef(oneOf(BUCKETS), oneOf(KEYS));
  }

  private Optional<ByteRange.Between> range() {
    int first = random.nextInt(30);
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(new ByteRange.Between(first, first + random.nextInt(30)));
  }

  private CopyOptions copyOptions(Bucket bucket, String key) {
    CopyOptions options = CopyOptions.defaults().targetCondition(condition(bucket, key));
    return switch (random.nextInt(3)) {
      case 0 -> options.replacing(ContentHeaders.none(), UserMetadata.none().with("n", "v"));
      case 1 -> options.checksum(oneOf(List.of(ChecksumAlgorithm.values())));
      default -> options;
    };
  }

  private PutOptions uploadOptions() {
    return switch (random.nextInt(3)) {
      case 0 -> PutOptions.defaults().checksum(ChecksumAlgorithm.SHA256);
      case 1 -> PutOptions.defaults().checksum(ChecksumAlgorithm.CRC32, ChecksumType.FULL_OBJECT);
      default -> PutOptions.defaults();
    };
  }

  private Optional<UploadInfo> upload(Bucket bucket) {
    List<UploadInfo> uploads = bucket.listUploads(UploadListOptions.under("")).uploads();
    return uploads.isEmpty() ? Optional.empty() : Optional.of(oneOf(uploads));
  }

  private void complete(Bucket bucket, UploadInfo upload) {
    List<UploadedPart> parts = new ArrayList<>();
    for (PartInfo part : bucket.upload(upload.key(), upload.id()).parts()) {
      if (random.nextInt(5) > 0) {
        parts.add(part.part());
      }
    }
    if (!parts.isEmpty()) {
      bucket
          .upload(upload.key(), upload.id())
          .complete(parts, CompleteOptions.defaults().condition(condition(bucket, upload.key())));
    }
  }

  private void finish(Map.Entry<Blob, byte[]> reader) {
    assertThat(reader.getKey().bytes()).isEqualTo(reader.getValue());
  }

  /**
   * Takes the oldest changes out of the log, with other changes coming in between; first only says
   * them again, as if that had been broken off.
   */
  private void clean() throws ChangeFormatException {
    log.fail(false);
    if (random.nextInt(3) == 0) {
      renew(random.nextInt(log.changes().size() + 1));
      assertReplays();
    }
    int count = random.nextInt(log.changes().size() + 1);
    renew(count);
    log.removeFirst(count);
    gaps = log.changes().size();
    assertReplays();
  }

  private void renew(int count) {
    for (Change old : log.changes().subList(0, count)) {
      assertThat(engine.renew(old, said -> said.forEach(log::append))).isTrue();
      if (random.nextInt(5) == 0) {
        try {
          perform(random.nextInt(16));
        } catch (BlobStoreException e) {
          // What it refused it has not changed.
        }
      }
    }
    log.fail(false);
    assertThat(engine.renewCounts(log::append)).isTrue();
  }

  /** All that is in the log now leads to the state, and from {@link #gaps} on it is whole. */
  private void assertReplays() throws ChangeFormatException {
    ChangeCodec codec = new ChangeCodec(bodies);
    State state = State.empty();
    int number = 0;
    for (Change change : log.changes()) {
      Change read = codec.decode(ByteBuffer.wrap(codec.encode(change)));
      assertThat(read).isEqualTo(change);
      if (number == gaps) {
        state.checkWithoutGaps();
      }
      state = number < gaps ? state.applyWithGaps(read).state() : state.apply(read).state();
      number++;
    }
    state.checkWithoutGaps();
    assertThat(Snapshots.contentOf(state)).isEqualTo(Snapshots.contentOf(engine.state()));
  }

  private void assertSaysAll() {
    List<State> said = new ArrayList<>(List.of(State.empty()));
    engine
        .state()
        .forEach(change -> said.add(said.get(said.size() - 1).applyWithGaps(change).state()));
    State last = said.get(said.size() - 1);
    assertThat(Snapshots.contentOf(last)).isEqualTo(Snapshots.contentOf(engine.state()));
    assertThat(said).hasSize(2 + (int) last.changes());
  }

  private void clear() {
    log.fail(false);
    for (String name : BUCKETS) {
      if (store.bucketExists(name)) {
        Bucket bucket = store.bucket(name);
        bucket.list().forEach(blob -> bucket.delete(blob.key()));
        store.deleteBucket(name);
      }
    }
  }
}

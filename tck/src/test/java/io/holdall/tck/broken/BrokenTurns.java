package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenCompletions.complete;
import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.copy;
import static io.holdall.tck.broken.Drivers.driver;
import static io.holdall.tck.broken.Drivers.put;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.WriteCondition;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stores whose answers no order of the calls explains. */
final class BrokenTurns {
  private BrokenTurns() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
                "RACE-10",
                "looks once more at the old blob after it has put a new one",
                driver(Stale::new))
            .perhaps("RACE-04", "RACE-06", "RACE-11", "RACE-12", "RACE-15"),
        broken(
                "RACE-11",
                "puts under a condition again when it has already, and tells of the second time",
                put(
                    (sound, bucket, key, payload, options) -> {
                      PutResult put = sound.put(bucket, key, payload, options);
                      return options.condition() instanceof WriteCondition.IfMatch
                          ? sound.put(bucket, key, payload, options)
                          : put;
                    }))
            .perhaps("RACE-02"),
        broken(
            "RACE-11",
            "weighs conditions under a lock that plain puts do not take",
            driver(HalfLocked::new)),
        broken(
                "RACE-12",
                "leaves a blob out of the first listing after its put",
                driver(Behind::new))
            .perhaps("RACE-04", "RACE-05", "RACE-06", "RACE-11"),
        broken(
            "RACE-03a",
            "shows what it has of a blob above a megabyte",
            Buckets.bucket(HalfWritten::new)),
        broken(
            "RACE-13",
            "completes if absent some time after it has looked",
            complete(
                (sound, uploads, target, parts, options) -> {
                  boolean ifAbsent = options.condition() instanceof WriteCondition.IfAbsent;
                  return target.complete(
                      uploads,
                      parts,
                      ifAbsent && isFree(sound, target.bucket(), target.key())
                          ? options.condition(WriteCondition.always())
                          : options);
                })),
        broken(
            "RACE-14",
            "copies if absent some time after it has looked",
            copy(
                (sound, source, bucket, key, options) ->
                    sound.copy(
                        source,
                        bucket,
                        key,
                        options.targetCondition() instanceof WriteCondition.IfAbsent
                                && isFree(sound, bucket, key)
                            ? options.targetCondition(WriteCondition.always())
                            : options))),
        broken(
            "RACE-15",
            "deletes if the ETag matches some time after it has looked",
            driver(LateDeletes::new)));
  }

  private static boolean isFree(StoreDriver sound, String bucket, String key) {
    boolean free = sound.head(bucket, key, ReadConditions.none()).isEmpty();
    BrokenRaces.gap();
    return free;
  }

  /** A large blob is put first by half, and whole when somebody has seen the half of it. */
  private static final class HalfWritten extends ForwardingBucket {
    private final Meeting readers = new Meeting();

    HalfWritten(Bucket bucket) {
      super(bucket);
    }

    @Override
    public PutResult put(String key, Body body, PutOptions options) {
      if (isLarge(body)) {
        super.put(
            key,
            Values.unchecked(Values.body(body, it -> Arrays.copyOf(it, it.length / 2))),
            options);
        readers.await();
      }
      return super.put(key, body, options);
    }

    private static boolean isLarge(Body body) {
      try {
        return body.length().orElse(0) > 1 << 20;
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public Blob get(String key, GetOptions options) {
      Blob blob = super.get(key, options);
      readers.come();
      return blob;
    }
  }

  private static final class Stale extends ForwardingDriver {
    private final Map<BlobRef, Optional<BlobAttributes>> old = new ConcurrentHashMap<>();

    Stale(StoreDriver sound) {
      super(sound);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      Optional<BlobAttributes> before = super.head(bucket, key, ReadConditions.none());
      PutResult put = super.put(bucket, key, payload, options);
      old.put(new BlobRef(bucket, key), before);
      return put;
    }

    @Override
    public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
      Optional<BlobAttributes> before = old.remove(new BlobRef(bucket, key));
      return before != null ? before : super.head(bucket, key, conditions);
    }
  }

  /** A delete with a condition waits for a put behind its look. */
  private static final class LateDeletes extends ForwardingDriver {
    private final Meeting writers = new Meeting();

    LateDeletes(StoreDriver sound) {
      super(sound);
    }

    @Override
    public void deleteIfMatch(String bucket, String key, ETag ifMatch) {
      super.head(bucket, key, ReadConditions.none().ifMatch(ifMatch));
      writers.await();
      super.delete(bucket, key);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      PutResult put = super.put(bucket, key, payload, options);
      writers.come();
      return put;
    }
  }

  private static final class HalfLocked extends ForwardingDriver {
    private final Meeting others = new Meeting();

    HalfLocked(StoreDriver sound) {
      super(sound);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      if (options.condition() instanceof WriteCondition.Always) {
        PutResult put = super.put(bucket, key, payload, options);
        others.come();
        return put;
      }
      synchronized (this) {
        weigh(options.condition(), super.head(bucket, key, ReadConditions.none()));
        others.await();
        return super.put(bucket, key, payload, options.condition(WriteCondition.always()));
      }
    }

    private static void weigh(WriteCondition condition, Optional<BlobAttributes> there) {
      if (condition instanceof WriteCondition.IfAbsent && there.isPresent()) {
        throw new DriverException(ErrorCode.PRECONDITION_FAILED, "there is a blob");
      }
      if (condition instanceof WriteCondition.IfMatch match) {
        ETag etag =
            there
                .map(BlobAttributes::etag)
                .orElseThrow(() -> new DriverException(ErrorCode.NO_SUCH_KEY, "there is no blob"));
        if (!etag.equals(match.etag())) {
          throw new DriverException(ErrorCode.PRECONDITION_FAILED, "there is another blob");
        }
      }
    }

    @Override
    public synchronized void delete(String bucket, String key) {
      super.delete(bucket, key);
    }

    @Override
    public synchronized void deleteIfMatch(String bucket, String key, ETag etag) {
      super.deleteIfMatch(bucket, key, etag);
    }
  }

  private static final class Behind extends ForwardingDriver {
    private final Set<BlobRef> unlisted = ConcurrentHashMap.newKeySet();

    Behind(StoreDriver sound) {
      super(sound);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      PutResult put = super.put(bucket, key, payload, options);
      unlisted.add(new BlobRef(bucket, key));
      return put;
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      ListPage page = super.list(bucket, options);
      return new ListPage(
          page.entries().stream()
              .filter(it -> !unlisted.remove(new BlobRef(bucket, it.name())))
              .toList(),
          page.nextToken());
    }
  }
}

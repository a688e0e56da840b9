package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenCompletions.complete;
import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.driver;
import static io.holdall.tck.broken.Drivers.put;

import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.CopyOptions;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadedPart;
import io.holdall.WriteCondition;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Stores that are sound as long as nobody else does anything at the same time. */
final class BrokenRaces {
  private BrokenRaces() {}

  private static final Exchanger<Boolean> GAP = new Exchanger<>();

  /** Between a look and the act that relies on it: waits for another one to come as far. */
  static void gap() {
    if (Meeting.isAlone()) {
      return;
    }
    try {
      GAP.exchange(true, 5, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Nobody else has come: it was time for them all the same.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static List<BrokenStore> stores() {
    return List.of(
        broken(
                "RACE-01",
                "puts if absent some time after it has looked",
                put(BrokenRaces::lateIfAbsent))
            .perhaps("RACE-11"),
        broken(
                "RACE-02",
                "puts if the ETag matches some time after it has looked",
                put(BrokenRaces::lateIfMatch))
            .perhaps("RACE-11"),
        broken(
                "RACE-03",
                "reads the attributes of a blob some time before its bytes",
                driver(LateBytes::new))
            .perhaps("RACE-02", "RACE-03a", "RACE-06", "RACE-09", "RACE-10", "RACE-11"),
        broken("RACE-04", "keeps its index some time behind its blobs", driver(LateIndex::new))
            .perhaps("RACE-06", "RACE-10", "RACE-11", "RACE-12"),
        broken(
                "RACE-05",
                "deletes a blob before it puts another in its place",
                driver(Vacating::new))
            .perhaps(
                "RACE-01",
                "RACE-02",
                "RACE-03",
                "RACE-03a",
                "RACE-06",
                "RACE-09",
                "RACE-10",
                "RACE-11",
                "RACE-12",
                "RACE-15"),
        broken(
                "RACE-06",
                "writes down the name of a blob some time after the blob",
                driver(LateNames::new))
            .perhaps("RACE-05", "RACE-11", "RACE-12"),
        broken(
            "RACE-07",
            "mixes parts of one number that come at the same time",
            Buckets.bucket(Mixing::new)),
        broken(
                "RACE-08",
                "takes the blob away when an upload is completed again",
                complete(
                    (sound, uploads, target, parts, options) -> {
                      try {
                        return target.complete(uploads, parts, options);
                      } catch (DriverException e) {
                        sound.delete(target.bucket(), target.key());
                        throw e;
                      }
                    }))
            .perhaps("RACE-13"),
        broken("RACE-09", "copies the bytes some time before the metadata", driver(TwoSteps::new)));
  }

  private static PutResult lateIfAbsent(
      StoreDriver sound, String bucket, String key, Payload payload, PutOptions options) {
    if (!(options.condition() instanceof WriteCondition.IfAbsent)) {
      return sound.put(bucket, key, payload, options);
    }
    if (sound.head(bucket, key, ReadConditions.none()).isPresent()) {
      throw new DriverException(ErrorCode.PRECONDITION_FAILED, "there is a blob");
    }
    gap();
    return sound.put(bucket, key, payload, options.condition(WriteCondition.always()));
  }

  private static PutResult lateIfMatch(
      StoreDriver sound, String bucket, String key, Payload payload, PutOptions options) {
    if (options.condition() instanceof WriteCondition.IfMatch match) {
      sound.head(bucket, key, ReadConditions.none().ifMatch(match.etag()));
      gap();
      return sound.put(bucket, key, payload, options.condition(WriteCondition.always()));
    }
    return sound.put(bucket, key, payload, options);
  }

  /** Has nothing between two blobs of a key, until somebody has listed that. */
  private static final class Vacating extends ForwardingDriver {
    private final Meeting listers = new Meeting();

    Vacating(StoreDriver sound) {
      super(sound);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      if (super.head(bucket, key, ReadConditions.none()).isPresent()) {
        super.delete(bucket, key);
        listers.await();
      }
      return super.put(bucket, key, payload, options);
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      ListPage page = super.list(bucket, options);
      listers.come();
      return page;
    }
  }

  /** Copies the metadata when somebody has read the bytes. */
  private static final class TwoSteps extends ForwardingDriver {
    private final Meeting readers = new Meeting();

    TwoSteps(StoreDriver sound) {
      super(sound);
    }

    @Override
    public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
      Optional<BlobAttributes> old = super.head(bucket, key, ReadConditions.none());
      old.ifPresent(
          it -> super.copy(source, bucket, key, options.replacing(it.headers(), it.metadata())));
      readers.await();
      return super.copy(source, bucket, key, options);
    }

    @Override
    public OpenBlob get(String bucket, String key, GetOptions options) {
      OpenBlob blob = super.get(bucket, key, options);
      readers.come();
      return blob;
    }
  }

  /** Has the bytes of the next put, where there is one soon. */
  private static final class LateBytes extends ForwardingDriver {
    private final Meeting writers = new Meeting();

    LateBytes(StoreDriver sound) {
      super(sound);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      PutResult put = super.put(bucket, key, payload, options);
      writers.come();
      return put;
    }

    @Override
    public OpenBlob get(String bucket, String key, GetOptions options) {
      OpenBlob first = super.get(bucket, key, options);
      writers.await();
      OpenBlob second = super.get(bucket, key, options);
      return new OpenBlob(first.attributes(), second.span(), second.content());
    }
  }

  /** Heads come from an index that every other put writes to late. */
  private static final class LateIndex extends ForwardingDriver {
    private final Map<BlobRef, BlobAttributes> index = new ConcurrentHashMap<>();
    private final AtomicInteger puts = new AtomicInteger();
    private final Meeting others = new Meeting();

    LateIndex(StoreDriver sound) {
      super(sound);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      PutResult put = super.put(bucket, key, payload, options);
      super.head(bucket, key, ReadConditions.none())
          .ifPresent(
              blob -> {
                if (puts.incrementAndGet() % 2 == 1) {
                  others.await();
                }
                index.put(new BlobRef(bucket, key), blob);
                others.come();
              });
      return put;
    }

    @Override
    public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
      Optional<BlobAttributes> real = super.head(bucket, key, conditions);
      return real.map(it -> index.getOrDefault(new BlobRef(bucket, key), it));
    }
  }

  /** A name that is left without its blob is listed all the same. */
  private static final class LateNames extends ForwardingDriver {
    private final Map<BlobRef, BlobInfo> names = new ConcurrentHashMap<>();
    private final Meeting deleters = new Meeting();

    LateNames(StoreDriver sound) {
      super(sound);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      PutResult put = super.put(bucket, key, payload, options);
      Optional<BlobAttributes> blob = super.head(bucket, key, ReadConditions.none());
      deleters.await();
      blob.ifPresent(it -> names.put(new BlobRef(bucket, key), it.info()));
      return put;
    }

    @Override
    public void delete(String bucket, String key) {
      super.delete(bucket, key);
      names.remove(new BlobRef(bucket, key));
      deleters.come();
    }

    @Override
    public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
      keys.forEach(key -> names.remove(new BlobRef(bucket, key)));
      return super.deleteAll(bucket, keys);
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      ListPage page = super.list(bucket, options);
      if (options.continuation().isPresent() || page.nextToken().isPresent()) {
        return page;
      }
      Map<String, ListEntry> all = new TreeMap<>();
      names.forEach(
          (ref, blob) -> {
            if (ref.bucket().equals(bucket)) {
              all.put(ref.key(), blob);
            }
          });
      page.entries().forEach(it -> all.put(it.name(), it));
      return new ListPage(List.copyOf(all.values()), page.nextToken());
    }
  }

  private static final class Mixing extends ForwardingBucket {
    /** Long enough for others to come, on a machine that is busy too. */
    private static final long MEETING = TimeUnit.MILLISECONDS.toNanos(2);

    private final Map<Integer, byte[]> underWay = new ConcurrentHashMap<>();

    Mixing(Bucket bucket) {
      super(bucket);
    }

    @Override
    public MultipartUpload startUpload(String key, PutOptions options) {
      return new ForwardingUpload(super.startUpload(key, options)) {
        @Override
        public UploadedPart uploadPart(int number, Body body) {
          UploadedPart part = super.uploadPart(number, Values.body(body, it -> mixed(number, it)));
          underWay.remove(number);
          return part;
        }
      };
    }

    private byte[] mixed(int number, byte[] mine) {
      byte[] theirs = underWay.put(number, mine);
      LockSupport.parkNanos(MEETING);
      if (theirs == null) {
        return mine;
      }
      byte[] both = Arrays.copyOf(theirs, mine.length);
      System.arraycopy(mine, 0, both, 0, mine.length / 2);
      return both;
    }
  }
}

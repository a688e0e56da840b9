package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.broken.ForwardingMultipart;
import io.holdall.tck.broken.ForwardingStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That nothing is left in somebody's bucket, whatever goes wrong, or that it is said. */
class CleaningTest {
  private final BlobStore store = BlobStores.open("memory:");
  private final Bucket bucket = store.createBucket("shared-bucket");
  private final AtomicReference<String> firstKey = new AtomicReference<>();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aRequestThatIsUnderWayWhenAnotherClientFailsIsAwaited() {
    TckReport report = run(Late::new, "RACE-03");
    assertThat(report.count(Outcome.FAILED)).isEqualTo(1);
    assertThat(report.leftBehind()).isEmpty();
    assertThat(keys()).isEmpty();
  }

  @Test
  void whatADriverShouldNotThrowIsNoEndOfCleaning() {
    TckReport report = run(driver -> new Unlisted(driver, 1), "PUT-07");
    assertThat(refused).hasValue(1);
    assertThat(report.leftBehind()).isEmpty();
    assertThat(keys()).isEmpty();
  }

  @Test
  void aFullHeapIsNoReasonToLeaveAnythingOrTheStoreOpen() {
    assertThatThrownBy(() -> run(Exhausted::new, "PUT", "GET"))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("the second put");
    assertThat(bucket.list()).isEmpty();
    assertThat(closed).hasValue(1);
  }

  @Test
  void aStoreThatARuleHasClosedIsOpenedAgainToCleanUp() {
    TckReport report =
        run(driver -> new Unlisted(driver, closed.get() > 0 ? 0 : 1000), "PUT-07", "ERR-04");
    assertThat(refused).hasPositiveValue();
    assertThat(report.leftBehind()).isEmpty();
    assertThat(keys()).isEmpty();
  }

  @Test
  void whatCannotBeTakenAwayIsSaidAndTheRestGoesAllTheSame() {
    TckReport report = run(Sticky::new, "LIST-01", "PUT-01");
    assertThat(keys()).containsExactly(firstKey.get());
    assertThat(report.leftBehind().orElseThrow())
        .contains("shared-bucket", firstKey.get().replaceFirst("(/1/).*", "$1"), "STORAGE_FULL");
    assertThat(report.isKept()).isFalse();
  }

  @Test
  void whatAStoreFalselySaysToHaveDeletedIsTakenAwayAlone() {
    TckReport report = run(Liar::new, "KEY-12");
    assertThat(report.leftBehind()).isEmpty();
    assertThat(keys()).isEmpty();
  }

  @Test
  void whatAStoreFalselySaysToHaveDeletedIsNamedIfItStays() {
    TckReport report = run(GreatLiar::new, "PUT-01", "KEY-12a");
    assertThat(keys()).isNotEmpty();
    assertThat(report.leftBehind().orElseThrow())
        .contains("bucket shared-bucket below holdall-tck-", "blob key", "blob a\\u000D\\u000Ab");
    assertThat(report.isKept()).isFalse();
  }

  @Test
  void anUploadThatCannotBeAbortedDoesNotKeepBlobsAndOtherUploads() {
    bucket.put("key", Body.of("x"));
    bucket.startUpload("stuck");
    bucket.startUpload("up");
    BlobStore stuck = BlobStores.decorated(store, StuckUpload::new).orElseThrow();
    Broom broom = new Broom(stuck.bucket("shared-bucket"), false);
    assertThatThrownBy(() -> broom.sweep(true, List.of(), List.of()))
        .hasMessageContaining("upload stuck")
        .hasMessageContaining("STORAGE_FULL");
    assertThat(keys()).isEmpty();
    assertThat(bucket.listUploads("")).extracting(it -> it.key()).containsExactly("stuck");
  }

  /** As MinIO does: an upload is listed only where the prefix is its key. */
  @Test
  void anUploadThatIsNotListedIsAbortedAllTheSame() {
    TckReport report = run(driver -> new Unlisting(driver, true), "MPU-33", "MPU-51");
    assertThat(report.leftBehind()).isEmpty();
    assertThat(bucket.listUploads("")).isEmpty();
  }

  @Test
  void anUploadThatIsNotListedIsNamedIfItStays() {
    TckReport report = run(driver -> new Unlisting(driver, false), "MPU-33");
    assertThat(bucket.listUploads("")).isNotEmpty();
    assertThat(report.leftBehind().orElseThrow())
        .contains("bucket shared-bucket below holdall-tck-", "upload key");
    assertThat(report.isKept()).isFalse();
  }

  @Test
  void whatWasPutByUrlIsTakenAwayThoughItIsNotListed() {
    TckReport report = run(Hiding::new, "PRE-12", "API-11", "API-11a");
    assertThat(report.leftBehind()).isEmpty();
    assertThat(keys()).isEmpty();
  }

  /** The layer that refuses what a driver does not declare is not there in front of every store. */
  @Test
  void aStoreThatRefusesNothingIsAskedForNoBucketsOfOthers() {
    List<String> asked = new ArrayList<>();
    BlobStore careless =
        new ForwardingStore(store) {
          @Override
          public Set<Feature> features() {
            EnumSet<Feature> features = EnumSet.copyOf(super.features());
            features.remove(Feature.BUCKET_ADMIN);
            return features;
          }

          @Override
          public Bucket createBucket(String name) {
            asked.add(name);
            return super.createBucket(name);
          }

          @Override
          public boolean bucketExists(String name) {
            asked.add(name);
            return super.bucketExists(name);
          }

          @Override
          public void deleteBucket(String name) {
            asked.add(name);
            super.deleteBucket(name);
          }

          @Override
          public void close() {}
        };
    TckReport report =
        TckRunner.of(() -> TckTarget.of("careless", careless).in(careless.bucket("shared-bucket")))
            .only("BUCKET")
            .run();
    assertThat(report.count(Outcome.FAILED)).isPositive();
    assertThat(asked).isNotEmpty().allMatch(name -> name.matches("holdall-tck-.*-[0-9]+"));
    assertThat(store.listBuckets()).extracting(BucketInfo::name).containsExactly("shared-bucket");
  }

  private List<String> keys() {
    return bucket.list().stream().map(BlobInfo::key).toList();
  }

  private TckReport run(UnaryOperator<StoreDriver> broken, String... rules) {
    TckOptions options = TckOptions.defaults().tries(10).shrinkTries(3).seed(1);
    return TckRunner.of(() -> target(broken)).only(rules).options(options).run();
  }

  /** Each target is another store over the same blobs. */
  private TckTarget target(UnaryOperator<StoreDriver> broken) {
    BlobStore shared =
        BlobStores.decorated(store, driver -> broken.apply(new StaysOpen(driver))).orElseThrow();
    return TckTarget.of("shared", shared).in(shared.bucket("shared-bucket"));
  }

  private final class StaysOpen extends ForwardingDriver {
    StaysOpen(StoreDriver driver) {
      super(driver);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  /** Lists no uploads. */
  private static final class Unlisting extends ForwardingDriver {
    private final boolean aborts;

    Unlisting(StoreDriver driver, boolean aborts) {
      super(driver);
      this.aborts = aborts;
    }

    @Override
    public Optional<MultipartDriver> multipart() {
      return super.multipart()
          .map(
              uploads ->
                  new ForwardingMultipart(uploads) {
                    @Override
                    public UploadPage listUploads(String bucket, UploadListOptions options) {
                      return new UploadPage(List.of(), List.of(), false);
                    }

                    @Override
                    public void abort(String bucket, String key, String uploadId) {
                      if (aborts) {
                        uploads.abort(bucket, key, uploadId);
                      }
                    }
                  });
    }
  }

  /** Lists no blobs. */
  private static final class Hiding extends ForwardingDriver {
    Hiding(StoreDriver driver) {
      super(driver);
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      return new ListPage(List.of(), Optional.empty());
    }
  }

  /** Refuses reads at once, and takes its time for puts, whether interrupted or not. */
  private static final class Late extends ForwardingDriver {
    Late(StoreDriver driver) {
      super(driver);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(10);
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
      return super.put(bucket, key, payload, options);
    }

    @Override
    public OpenBlob get(String bucket, String key, GetOptions options) {
      throw new DriverException(ErrorCode.INVALID_ARGUMENT, "no reads here");
    }
  }

  /** Some of the listings after the first put throw what no driver should. */
  private final class Unlisted extends ForwardingDriver {
    private final int times;

    Unlisted(StoreDriver driver, int times) {
      super(driver);
      this.times = times;
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      firstKey.compareAndSet(null, key);
      return super.put(bucket, key, payload, options);
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      if (firstKey.get() != null && refused.get() < times) {
        refused.incrementAndGet();
        throw new UncheckedIOException(new IOException("the connection is gone"));
      }
      return super.list(bucket, options);
    }
  }

  /** Does not delete the first blob that was put. */
  private final class Sticky extends ForwardingDriver {
    Sticky(StoreDriver driver) {
      super(driver);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      firstKey.compareAndSet(null, key);
      return super.put(bucket, key, payload, options);
    }

    @Override
    public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
      List<Optional<DriverException>> outcomes = new ArrayList<>();
      for (String key : keys) {
        boolean stuck = key.equals(firstKey.get());
        outcomes.addAll(
            stuck
                ? Arrays.asList(
                    Optional.of(new DriverException(ErrorCode.STORAGE_FULL, "no room to delete")))
                : super.deleteAll(bucket, List.of(key)));
      }
      return outcomes;
    }

    @Override
    public void delete(String bucket, String key) {
      if (key.equals(firstKey.get())) {
        throw new DriverException(ErrorCode.STORAGE_FULL, "no room to delete");
      }
      super.delete(bucket, key);
    }
  }

  /** Tells of success for each of many keys, and deletes none. */
  private static class Liar extends ForwardingDriver {
    Liar(StoreDriver driver) {
      super(driver);
    }

    @Override
    public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
      return keys.stream().map(key -> Optional.<DriverException>empty()).toList();
    }
  }

  /** Does the same with one key. */
  private static final class GreatLiar extends Liar {
    GreatLiar(StoreDriver driver) {
      super(driver);
    }

    @Override
    public void delete(String bucket, String key) {}
  }

  private static final class StuckUpload extends ForwardingDriver {
    StuckUpload(StoreDriver driver) {
      super(driver);
    }

    @Override
    public Optional<MultipartDriver> multipart() {
      return super.multipart()
          .map(
              uploads ->
                  new ForwardingMultipart(uploads) {
                    @Override
                    public void abort(String bucket, String key, String uploadId) {
                      if (key.equals("stuck")) {
                        throw new DriverException(ErrorCode.STORAGE_FULL, "no room to abort");
                      }
                      super.abort(bucket, key, uploadId);
                    }
                  });
    }
  }

  /** Has no heap left, from the second put on. */
  private static final class Exhausted extends ForwardingDriver {
    private int puts;

    Exhausted(StoreDriver driver) {
      super(driver);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      PutResult result = super.put(bucket, key, payload, options);
      puts++;
      if (puts == 2) {
        throw new OutOfMemoryError("the second put");
      }
      return result;
    }
  }
}

package io.holdall.tck.broken;

import static io.holdall.tck.broken.Drivers.driver;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobRef;
import io.holdall.BucketInfo;
import io.holdall.CompleteOptions;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadedPart;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Stores that differ from the one in memory where the facts let them. */
class LenienceTest {
  /** Enough for each rule that lists to meet pages that are not whole. */
  private static final int FEW = 8;

  @Test
  void aStoreWhoseETagsAreNoMd5GivesACopyItsOwn() {
    isKept(driver(OwnETags::new), "COPY", "LIST-11");
  }

  @Test
  void aStoreThatEncryptsByDefaultCopiesOntoItself() {
    isKept(Drivers.copy(LenienceTest::ontoItself), "COPY", "HIST");
  }

  private static PutResult ontoItself(
      StoreDriver sound, BlobRef source, String bucket, String key, CopyOptions options) {
    if (source.equals(new BlobRef(bucket, key)) && options.replacement().isEmpty()) {
      BlobAttributes blob =
          sound.head(bucket, key, ReadConditions.none()).orElseThrow(LenienceTest::noSuchKey);
      return sound.copy(source, bucket, key, options.replacing(blob.headers(), blob.metadata()));
    }
    return sound.copy(source, bucket, key, options);
  }

  private static DriverException noSuchKey() {
    return new DriverException(ErrorCode.NO_SUCH_KEY, "there is no such blob");
  }

  @Test
  void aConditionMayBeToldBeforeAMissingKey() {
    isKept(driver(ConditionsFirst::new), "GET", "HEAD", "HIST-01");
  }

  @Test
  void aStoreMayRefuseEmptyParts() {
    isKept(
        Drivers.multipart(
            (sound, uploads) ->
                new ForwardingMultipart(uploads) {
                  @Override
                  public UploadedPart uploadPart(
                      String bucket, String key, String uploadId, int number, Payload payload) {
                    if (payload.length() == 0) {
                      throw new DriverException(ErrorCode.INVALID_REQUEST, "an empty part");
                    }
                    return super.uploadPart(bucket, key, uploadId, number, payload);
                  }
                }),
        "MULTIPART",
        "HIST-03",
        "TRANSFER");
  }

  @Test
  void anUploadNeedNotOutliveARefusedCompletion() {
    isKept(
        Drivers.multipart(
            (sound, uploads) ->
                new ForwardingMultipart(uploads) {
                  @Override
                  public PutResult complete(
                      String bucket,
                      String key,
                      String uploadId,
                      List<UploadedPart> parts,
                      CompleteOptions options) {
                    try {
                      return super.complete(bucket, key, uploadId, parts, options);
                    } catch (DriverException e) {
                      if (e.code() != ErrorCode.ENTITY_TOO_SMALL
                          && e.code() != ErrorCode.NO_SUCH_UPLOAD) {
                        super.abort(bucket, key, uploadId);
                      }
                      throw e;
                    }
                  }
                }),
        "MULTIPART",
        "HIST-03",
        "TRANSFER");
  }

  @Test
  void aBucketThatWasDeletedMayStillBeListed() {
    isKept(
        driver(
            sound ->
                new ForwardingDriver(sound) {
                  private final Set<String> deleted = new TreeSet<>();

                  @Override
                  public void deleteBucket(String bucket) {
                    sound.deleteBucket(bucket);
                    deleted.add(bucket);
                  }

                  @Override
                  public List<BucketInfo> listBuckets() {
                    List<BucketInfo> all = new ArrayList<>(sound.listBuckets());
                    deleted.forEach(name -> all.add(new BucketInfo(name, Instant.EPOCH)));
                    return all;
                  }
                }),
        "BKT-52");
  }

  @Test
  void pagesMayHoldLessThanTheyCould() {
    isKept(runner(driver(SmallPages::new)).tries(FEW));
  }

  @Test
  void pagesMayHoldNothingThoughThereIsMore() {
    isKept(runner(driver(EmptyFirstPages::new)).tries(FEW));
  }

  private static void isKept(BrokenStore.Defect difference, String... rules) {
    isKept(runner(difference).only(rules));
  }

  private static TckRunner runner(BrokenStore.Defect difference) {
    return TckRunner.of(() -> SoundStore.target("different", difference)).seed(20_300_601);
  }

  private static void isKept(TckRunner runner) {
    TckReport report = runner.run();
    assertThat(report.isKept()).as(report.text()).isTrue();
  }

  /** Each page of a listing holds one entry at most. */
  private static final class SmallPages extends ForwardingDriver {
    SmallPages(StoreDriver sound) {
      super(sound);
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      return super.list(bucket, options.pageSize(1));
    }
  }

  /** The first page of each listing is empty, be there something or not. */
  private static final class EmptyFirstPages extends ForwardingDriver {
    private static final String TOKEN = "first";

    EmptyFirstPages(StoreDriver sound) {
      super(sound);
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      if (options.continuation().isEmpty()) {
        super.list(bucket, options);
        return new ListPage(List.of(), Optional.of(TOKEN));
      }
      return super.list(
          bucket,
          options.continuation().equals(Optional.of(TOKEN)) ? fromTheStart(options) : options);
    }

    private static ListOptions fromTheStart(ListOptions options) {
      return new ListOptions(
          options.prefix(), options.delimiter(), options.startAfter(), options.pageSize(), null);
    }
  }

  /** A copy has another ETag than its source, and both are none of the bytes. */
  private static final class OwnETags extends ForwardingDriver {
    private final StoreDriver sound;

    OwnETags(StoreDriver sound) {
      super(sound);
      this.sound = sound;
    }

    @Override
    public Set<Feature> features() {
      Set<Feature> fewer = new TreeSet<>(sound.features());
      // What compares with ETags, too: this store does not translate those back.
      fewer.removeAll(
          Set.of(
              Feature.MD5_ETAG,
              Feature.PUT_IF_MATCH,
              Feature.DELETE_IF_MATCH,
              Feature.COPY_SOURCE_IF,
              Feature.COPY_TARGET_IF,
              Feature.MULTIPART));
      return fewer;
    }

    private static ETag etag(String key, ETag etag) {
      return key.contains("to/") ? ETag.of("of-a-copy-" + etag.value()) : etag;
    }

    private static BlobAttributes with(BlobAttributes blob) {
      BlobInfo info = blob.info();
      return Values.with(blob, Values.with(info, etag(info.key(), info.etag())));
    }

    @Override
    public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
      PutResult copied = sound.copy(source, bucket, key, options);
      return new PutResult(etag(key, copied.etag()), copied.checksum());
    }

    @Override
    public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
      return sound.head(bucket, key, conditions).map(OwnETags::with);
    }

    @Override
    public OpenBlob get(String bucket, String key, GetOptions options) {
      OpenBlob open = sound.get(bucket, key, options);
      return new OpenBlob(with(open.attributes()), open.span(), open.content());
    }
  }

  /** Weighs the conditions of a read before it looks whether there is a blob. */
  private static final class ConditionsFirst extends ForwardingDriver {
    private final StoreDriver sound;

    ConditionsFirst(StoreDriver sound) {
      super(sound);
      this.sound = sound;
    }

    private void weigh(String bucket, String key, ReadConditions conditions) {
      if (conditions.ifMatch().isPresent()
          && sound.head(bucket, key, ReadConditions.none()).isEmpty()) {
        throw new DriverException(ErrorCode.PRECONDITION_FAILED, "there is no blob to match");
      }
    }

    @Override
    public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
      weigh(bucket, key, conditions);
      return sound.head(bucket, key, conditions);
    }

    @Override
    public OpenBlob get(String bucket, String key, GetOptions options) {
      weigh(bucket, key, options.conditions());
      return sound.get(bucket, key, options);
    }
  }
}

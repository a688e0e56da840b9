package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobRef;
import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.ByteRange;
import io.holdall.CompleteOptions;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PartPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.UploadedPart;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.http.S3Response;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.TagDriver;
import io.holdall.tck.broken.Front;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * That the kit needs no rights but on blobs below one random prefix, be it by calls or by the URLs
 * that it presigns and tampers with.
 */
class PolicyTest {
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final AtomicReference<String> allowed = new AtomicReference<>();

  @Test
  void aRunNeedsNoRightsOutsideItsPrefix() {
    TckReport report = TckRunner.of(this::target).tries(10).run();
    assertThat(report.results())
        .anySatisfy(result -> assertThat(result.rule().id()).isEqualTo("PRE-10a"));
    assertThat(refused).isEmpty();
    assertThat(report.isKept()).as(report.text()).isTrue();
    assertThat(report.leftBehind()).isEmpty();
  }

  private TckTarget target() {
    allowed.set(null);
    BlobStore store = BlobStores.open("memory:");
    Bucket bucket = store.createBucket("shared-bucket");
    bucket.put("scratch/foreign", Body.of("x"));
    bucket.put("foreign", Body.of("x"));
    BlobStore guarded =
        BlobStores.decorated(
                store,
                driver -> new Policy(new Front(driver, Clock.systemUTC(), this::checkAndPass)))
            .orElseThrow();
    return TckTarget.of("guarded", guarded).in(guarded.bucket("shared-bucket").under("scratch/"));
  }

  /** Presigned URLs go past the driver: what they ask for is looked at where they lead. */
  private S3Response checkAndPass(S3Request request, Front front) {
    String[] path = request.path().split("/", 3);
    try {
      check(path[1], path.length < 3 ? "" : path[2]);
    } catch (DriverException e) {
      return S3Response.of(e.code().httpStatus(), Headers.empty());
    }
    return front.pass(request);
  }

  private void check(String bucket, String key) {
    Matcher ours =
        Pattern.compile("(scratch/holdall-tck-[-0-9a-z]+/).*", Pattern.DOTALL).matcher(key);
    if (bucket.equals("shared-bucket") && ours.matches()) {
      allowed.compareAndSet(null, ours.group(1));
      if (ours.group(1).equals(allowed.get())) {
        return;
      }
    }
    throw deny(bucket + "/" + key);
  }

  private DriverException deny(String what) {
    refused.add(what);
    return new DriverException(ErrorCode.ACCESS_DENIED, "no right to " + what);
  }

  /** Refuses everything outside the prefix that the first request was about. */
  private final class Policy extends ForwardingDriver {
    Policy(StoreDriver driver) {
      super(driver);
    }

    @Override
    public void createBucket(String bucket) {
      throw deny("create " + bucket);
    }

    @Override
    public void deleteBucket(String bucket) {
      throw deny("delete " + bucket);
    }

    @Override
    public boolean bucketExists(String bucket) {
      throw deny("look at " + bucket);
    }

    @Override
    public List<BucketInfo> listBuckets() {
      throw deny("list buckets");
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      check(bucket, key);
      return super.put(bucket, key, payload, options);
    }

    @Override
    public OpenBlob get(String bucket, String key, GetOptions options) {
      check(bucket, key);
      return super.get(bucket, key, options);
    }

    @Override
    public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
      check(bucket, key);
      return super.head(bucket, key, conditions);
    }

    @Override
    public void delete(String bucket, String key) {
      check(bucket, key);
      super.delete(bucket, key);
    }

    @Override
    public void deleteIfMatch(String bucket, String key, ETag etag) {
      check(bucket, key);
      super.deleteIfMatch(bucket, key, etag);
    }

    @Override
    public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
      keys.forEach(key -> check(bucket, key));
      return super.deleteAll(bucket, keys);
    }

    @Override
    public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
      check(source.bucket(), source.key());
      check(bucket, key);
      return super.copy(source, bucket, key, options);
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      check(bucket, options.prefix());
      ListPage page = super.list(bucket, options);
      page.entries().stream()
          .filter(BlobInfo.class::isInstance)
          .forEach(entry -> check(bucket, entry.name()));
      return page;
    }

    @Override
    public Optional<MultipartDriver> multipart() {
      return super.multipart().map(Uploads::new);
    }

    @Override
    public Optional<TagDriver> tags() {
      return super.tags().map(TagPolicy::new);
    }
  }

  private final class TagPolicy implements TagDriver {
    private final TagDriver driver;

    TagPolicy(TagDriver driver) {
      this.driver = driver;
    }

    @Override
    public Tags get(String bucket, String key) {
      check(bucket, key);
      return driver.get(bucket, key);
    }

    @Override
    public void set(String bucket, String key, Tags tags) {
      check(bucket, key);
      driver.set(bucket, key, tags);
    }
  }

  private final class Uploads implements MultipartDriver {
    private final MultipartDriver driver;

    Uploads(MultipartDriver driver) {
      this.driver = driver;
    }

    @Override
    public String start(String bucket, String key, PutOptions options) {
      check(bucket, key);
      return driver.start(bucket, key, options);
    }

    @Override
    public UploadedPart uploadPart(
        String bucket, String key, String uploadId, int number, Payload payload) {
      check(bucket, key);
      return driver.uploadPart(bucket, key, uploadId, number, payload);
    }

    @Override
    public UploadedPart copyPart(
        String bucket,
        String key,
        String uploadId,
        int number,
        BlobRef source,
        Optional<ByteRange.Between> range,
        ReadConditions conditions) {
      check(source.bucket(), source.key());
      check(bucket, key);
      return driver.copyPart(bucket, key, uploadId, number, source, range, conditions);
    }

    @Override
    public PartPage listParts(
        String bucket, String key, String uploadId, int afterNumber, int most) {
      check(bucket, key);
      return driver.listParts(bucket, key, uploadId, afterNumber, most);
    }

    @Override
    public PutResult complete(
        String bucket,
        String key,
        String uploadId,
        List<UploadedPart> parts,
        CompleteOptions options) {
      check(bucket, key);
      return driver.complete(bucket, key, uploadId, parts, options);
    }

    @Override
    public void abort(String bucket, String key, String uploadId) {
      check(bucket, key);
      driver.abort(bucket, key, uploadId);
    }

    @Override
    public UploadPage listUploads(String bucket, UploadListOptions options) {
      check(bucket, options.prefix());
      return driver.listUploads(bucket, options);
    }
  }
}

package io.holdall.tck.trace;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.BucketInfo;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PresignRequest;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.PresignDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.TagDriver;
import io.holdall.spi.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down each call as the request of S3's protocol that it stands for. Signing a URL is none.
 */
public final class TracingDriver extends ForwardingDriver {
  private final RequestLog log;

  public TracingDriver(StoreDriver driver, RequestLog log) {
    super(driver);
    this.log = log;
  }

  private <T> T ask(
      Supplier<RestRequest> request, Function<T, @Nullable String> answer, Supplier<T> call) {
    return log.ask(() -> request.get().toString(), answer, call);
  }

  private void ask(Supplier<RestRequest> request, Runnable call) {
    ask(
        request,
        done -> null,
        () -> {
          call.run();
          return true;
        });
  }

  /**
   * Two requests: an S3 client has to look first, as some servers answer for a bucket that is there
   * as if they had made it (BKT-26).
   */
  @Override
  public void createBucket(String bucket) {
    log.addHidden();
    ask(() -> RestRequest.ofBucket("PUT", bucket), () -> delegate().createBucket(bucket));
  }

  @Override
  public void deleteBucket(String bucket) {
    ask(() -> RestRequest.ofBucket("DELETE", bucket), () -> delegate().deleteBucket(bucket));
  }

  @Override
  public boolean bucketExists(String bucket) {
    return ask(
        () -> RestRequest.ofBucket("HEAD", bucket),
        exists -> exists ? null : "404",
        () -> delegate().bucketExists(bucket));
  }

  @Override
  public List<BucketInfo> listBuckets() {
    return ask(
        () -> RestRequest.ofService("GET"), Answers::buckets, () -> delegate().listBuckets());
  }

  @Override
  public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
    log.addWritten(bucket, key);
    return ask(
        () ->
            RestHeaders.payload(
                RestHeaders.put(RestRequest.ofBlob("PUT", bucket, key), options), payload),
        Answers::put,
        () -> delegate().put(bucket, key, payload, options));
  }

  @Override
  public OpenBlob get(String bucket, String key, GetOptions options) {
    return ask(
        () -> {
          RestRequest request = RestRequest.ofBlob("GET", bucket, key);
          options.part().ifPresent(part -> request.query("partNumber", part));
          request.header("range", options.range().map(RestHeaders::range));
          return RestHeaders.conditions(request, "", options.conditions());
        },
        blob -> Answers.blob(blob.attributes()) + ", " + Answers.span(blob.span()),
        () -> delegate().get(bucket, key, options));
  }

  /**
   * For a key without a blob, and where it fails other than by a condition, these are two requests:
   * HEAD has no body that could say why it was refused, and so a GET is asked (GET-03).
   */
  @Override
  public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
    try {
      Optional<BlobAttributes> found =
          ask(
              () -> RestHeaders.conditions(RestRequest.ofBlob("HEAD", bucket, key), "", conditions),
              (Optional<BlobAttributes> blob) -> blob.map(Answers::blob).orElse("404"),
              () -> delegate().head(bucket, key, conditions));
      if (found.isEmpty()) {
        log.addHidden();
      }
      return found;
    } catch (DriverException e) {
      if (e.code() != ErrorCode.NOT_MODIFIED && e.code() != ErrorCode.PRECONDITION_FAILED) {
        log.addHidden();
      }
      throw e;
    }
  }

  @Override
  public void delete(String bucket, String key) {
    ask(() -> RestRequest.ofBlob("DELETE", bucket, key), () -> delegate().delete(bucket, key));
  }

  @Override
  public void deleteIfMatch(String bucket, String key, ETag etag) {
    ask(
        () -> RestRequest.ofBlob("DELETE", bucket, key).header("if-match", etag.quoted()),
        () -> delegate().deleteIfMatch(bucket, key, etag));
  }

  /** One request, and one for each key that XML cannot carry and that is deleted alone (KEY-12). */
  @Override
  public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
    List<String> together = keys.stream().filter(XmlText::canCarry).toList();
    List<String> alone = keys.stream().distinct().filter(key -> !XmlText.canCarry(key)).toList();
    for (int i = together.isEmpty() ? 1 : 0; i < alone.size(); i++) {
      log.addHidden();
    }
    return log.ask(
        () -> deleted(bucket, together, alone),
        Answers::deleted,
        () -> delegate().deleteAll(bucket, keys));
  }

  private static String deleted(String bucket, List<String> together, List<String> alone) {
    List<String> requests = new ArrayList<>();
    if (!together.isEmpty()) {
      requests.add(
          RestRequest.ofBucket("POST", bucket).sub("delete").body(Xml.delete(together)).toString());
    }
    alone.forEach(key -> requests.add(RestRequest.ofBlob("DELETE", bucket, key).toString()));
    return String.join("\n\n", requests);
  }

  @Override
  public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
    log.addWritten(bucket, key);
    return ask(
        () -> RestHeaders.copy(RestRequest.ofBlob("PUT", bucket, key), source, options),
        Answers::put,
        () -> delegate().copy(source, bucket, key, options));
  }

  /** Who has a URL to put with does not ask through here. */
  @Override
  public Optional<PresignDriver> presign() {
    return delegate()
        .presign()
        .map(
            signer ->
                (bucket, request) -> {
                  if (request.method() == PresignRequest.Method.PUT) {
                    log.addWritten(bucket, request.key());
                  }
                  return signer.presign(bucket, request);
                });
  }

  @Override
  public ListPage list(String bucket, ListOptions options) {
    return ask(
        () -> {
          RestRequest request =
              RestRequest.ofBucket("GET", bucket)
                  .query("list-type", 2)
                  .queryUnlessEmpty("prefix", options.prefix())
                  .queryUnlessEmpty("delimiter", options.delimiter())
                  .queryUnlessEmpty("start-after", options.startAfter())
                  .query("max-keys", options.pageSize());
          options.continuation().ifPresent(token -> request.query("continuation-token", token));
          return request;
        },
        Answers::page,
        () -> delegate().list(bucket, options));
  }

  @Override
  public Optional<MultipartDriver> multipart() {
    return delegate().multipart().map(driver -> new TracingMultipart(driver, log));
  }

  @Override
  public Optional<TagDriver> tags() {
    return delegate().tags().map(driver -> new TracingTags(driver, log));
  }

  private record TracingTags(TagDriver driver, RequestLog log) implements TagDriver {
    @Override
    public Tags get(String bucket, String key) {
      return log.ask(
          () -> RestRequest.ofBlob("GET", bucket, key).sub("tagging").toString(),
          tags -> tags.asMap().toString(),
          () -> driver.get(bucket, key));
    }

    @Override
    public void set(String bucket, String key, Tags tags) {
      log.ask(
          () -> {
            boolean none = tags.asMap().isEmpty();
            RestRequest request =
                RestRequest.ofBlob(none ? "DELETE" : "PUT", bucket, key).sub("tagging");
            return (none ? request : request.body(Xml.tagging(tags))).toString();
          },
          done -> null,
          () -> {
            driver.set(bucket, key, tags);
            return true;
          });
    }
  }
}

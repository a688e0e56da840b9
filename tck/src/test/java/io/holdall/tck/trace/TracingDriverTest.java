package io.holdall.tck.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.Tags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracingDriverTest {
  private static final String ETAG = "\"c4ca4238a0b923820dcc509a6f75849b\"";

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final RequestLog log = new RequestLog(stopped::get);
  private final BlobStore store =
      BlobStores.decorated(BlobStores.open("memory:"), driver -> new TracingDriver(driver, log))
          .orElseThrow();
  private final Bucket bucket = store.createBucket("some-bucket");

  @BeforeEach
  void forgetTheBucket() {
    log.forget();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void spellsAPut() {
    bucket.put(
        "a b/\u00E9",
        Body.of("1"),
        PutOptions.defaults()
            .contentType("text/plain")
            .metadata("m", "v")
            .tag("t", "a b")
            .ifAbsent());
    assertThat(log.requests())
        .containsExactly(
            """
            PUT /some-bucket/a%%20b/%%C3%%A9
            content-type: text/plain
            x-amz-meta-m: v
            x-amz-tagging: t=a+b
            if-none-match: *
            content-length: 1
            → ETag %s\
            """
                .formatted(ETAG));
  }

  @Test
  void spellsReadsAndTheirAnswers() {
    bucket.put("key", Body.of("1"));
    log.forget();
    bucket.get("key", GetOptions.defaults().range(ByteRange.from(0))).close();
    assertThatThrownBy(() -> bucket.get("absent")).isInstanceOf(BlobStoreException.class);
    bucket.find("absent");
    bucket.listPage(ListOptions.under("k").delimiter("/").pageSize(7));
    String type = "1 bytes, ETag " + ETAG + ", binary/octet-stream";
    assertThat(log.requests())
        .containsExactly(
            "GET /some-bucket/key\nrange: bytes=0-\n→ " + type + ", 1 of them from 0",
            "GET /some-bucket/absent\n→ 404 NO_SUCH_KEY",
            "HEAD /some-bucket/absent\n→ 404",
            "GET /some-bucket?list-type=2&prefix=k&delimiter=%2F&max-keys=7\n→ [key]");
  }

  @Test
  void spellsUploadsAndTags() {
    MultipartUpload upload = bucket.startUpload("key");
    upload.complete(List.of(upload.uploadPart(1, Body.of("1"))));
    bucket.setTags("key", Tags.none().with("t", "v"));
    bucket.deleteTags("key");
    String id = upload.id().replace("=", "%3D");
    assertThat(log.requests())
        .satisfiesExactly(
            it -> assertThat(it).startsWith("POST /some-bucket/key?uploads\n"),
            it -> assertThat(it).startsWith("PUT /some-bucket/key?partNumber=1&uploadId=" + id),
            it ->
                assertThat(it)
                    .startsWith("POST /some-bucket/key?uploadId=" + id + "\n\n<CompleteMultipart")
                    .contains("<PartNumber>1</PartNumber><ETag>&quot;c4ca4238"),
            it ->
                assertThat(it)
                    .startsWith("PUT /some-bucket/key?tagging\n\n<Tagging><TagSet>\n")
                    .contains("<Tag><Key>t</Key><Value>v</Value></Tag>"),
            it -> assertThat(it).isEqualTo("DELETE /some-bucket/key?tagging\n→ ok"));
  }

  @Test
  void countsWhatABucketOnS3IsAsked() {
    long before = log.count();
    bucket.put("key", Body.of("1"));
    assertThat(log.count() - before).isEqualTo(1);
    bucket.find("absent"); // a HEAD, and a GET that tells what is missing
    assertThat(log.count() - before).isEqualTo(3);
    bucket.presignGet("key", Duration.ofMinutes(1)); // asks nobody
    bucket.deleteAll(List.of("key", "other"));
    assertThat(log.count() - before).isEqualTo(4);
    store.createBucket("another-bucket"); // a HEAD first, whether there is one
    assertThat(log.count() - before).isEqualTo(6);
    // One request for what XML can carry, and one each for the rest.
    bucket.deleteAll(List.of("key", "other", "a\u0001", "a\u0002"));
    assertThat(log.count() - before).isEqualTo(9);
    bucket.deleteAll(List.of("a\u0001", "a\u0002"));
    assertThat(log.count() - before).isEqualTo(11);
  }

  @Test
  void spellsADeletionOfMany() {
    bucket.deleteAll(List.of("a<b", "c\n", "d\u0001"));
    assertThat(log.requests())
        .containsExactly(
            """
            POST /some-bucket?delete

            <Delete>
              <Object><Key>a&lt;b</Key></Object>
              <Object><Key>c&#10;</Key></Object>
            </Delete>

            DELETE /some-bucket/d%01
            → all deleted\
            """);
  }

  @Test
  void keepsTheLastOfManyRequests() {
    for (int i = 0; i < 250; i++) {
      bucket.delete("key" + i);
    }
    assertThat(log.requests())
        .hasSize(201)
        .startsWith("… 50 requests before these …", "DELETE /some-bucket/key50\n→ ok");
  }

  @Test
  void asksNothingMoreWhenStoppedButToTidyUp() {
    bucket.put("key", Body.of("1"));
    stopped.set(true);
    assertThatThrownBy(() -> bucket.delete("key")).isInstanceOf(CancellationException.class);
    log.tidying(() -> bucket.delete("key"));
    stopped.set(false);
    assertThat(bucket.find("key")).isEmpty();
  }
}

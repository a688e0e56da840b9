package io.holdall.endpoint.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ChecksumAlgorithm;
import io.holdall.CopyOptions;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.endpoint.Wire;
import io.holdall.endpoint.Wire.Answer;
import io.holdall.spi.ForwardingDriver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyObjectTest {
  private static final String SOURCE = "x-amz-copy-source";

  private final Wire wire = new Wire();
  private Bucket bucket;
  private String etag;

  @BeforeEach
  void fill() {
    wire.bucket("other");
    bucket = wire.bucket("bucket");
    bucket.put(
        "a b",
        Body.of("abc"),
        PutOptions.defaults().contentType("text/plain").metadata("m", "1").tag("t", "1"));
    etag = bucket.head("a b").etag().quoted();
    wire.clock.move(Duration.ofMinutes(1));
  }

  @Test
  void copiesAllThatBelongsToIt() {
    // COPY-03, COPY-06, COPY-07
    Answer answer =
        wire.send(
                "PUT",
                "/other/copy",
                SOURCE,
                "/bucket/a%20b",
                "Content-Type",
                "ignored/type",
                "x-amz-meta-ignored",
                "x",
                "x-amz-tagging",
                "ignored=x")
            .is(200);
    assertThat(answer.document())
        .startsWith(
            "<CopyObjectResult><ETag>&quot;900150983cd24fb0d6963f7d28e17f72&quot;</ETag>"
                + "<LastModified>2026-03-01T12:01:00.000Z</LastModified><ChecksumCRC64NVME>")
        .endsWith("</ChecksumCRC64NVME></CopyObjectResult>");
    Bucket other = wire.store.bucket("other");
    assertThat(other.getString("copy")).isEqualTo("abc");
    BlobAttributes copy = other.head("copy");
    assertThat(copy.contentType()).isEqualTo("text/plain");
    assertThat(copy.metadata().asMap()).isEqualTo(Map.of("m", "1"));
    assertThat(other.tags("copy").asMap()).isEqualTo(Map.of("t", "1"));
  }

  @Test
  void replacesWhatItIsToldTo() {
    wire.send(
            "PUT",
            "/bucket/copy",
            SOURCE,
            "bucket/a%20b",
            "x-amz-metadata-directive",
            "REPLACE",
            "x-amz-meta-n",
            "2",
            "x-amz-tagging-directive",
            "REPLACE",
            "x-amz-checksum-algorithm",
            "SHA256")
        .is(200);
    BlobAttributes copy = bucket.head("copy");
    assertThat(copy.contentType()).isEqualTo("binary/octet-stream");
    assertThat(copy.metadata().asMap()).isEqualTo(Map.of("n", "2"));
    assertThat(bucket.tags("copy").asMap()).isEmpty();
    assertThat(copy.checksum())
        .hasValueSatisfying(
            checksum -> assertThat(checksum.algorithm()).isEqualTo(ChecksumAlgorithm.SHA256));
    wire.send("PUT", "/bucket/x", SOURCE, "bucket/a%20b", "x-amz-metadata-directive", "MERGE")
        .is(400, "InvalidArgument");
    wire.send("PUT", "/bucket/x", SOURCE, "bucket/a%20b", "x-amz-tagging-directive", "MERGE")
        .is(400, "InvalidArgument");
  }

  @Test
  void namesWhatIsMissing() {
    // COPY-05
    assertThat(
            wire.send("PUT", "/bucket/x", SOURCE, "bucket/none").is(404, "NoSuchKey").text("Key"))
        .isEqualTo("none");
    assertThat(
            wire.send("PUT", "/bucket/x", SOURCE, "nobucket/none")
                .is(404, "NoSuchBucket")
                .text("BucketName"))
        .isEqualTo("nobucket");
    assertThat(
            wire.send("PUT", "/missing/x", SOURCE, "bucket/a%20b")
                .is(404, "NoSuchBucket")
                .text("BucketName"))
        .isEqualTo("missing");
    assertThat(
            wire.send("PUT", "/bucket/x", SOURCE, "bucket/a%20b", "If-Match", etag)
                .is(404, "NoSuchKey")
                .text("Key"))
        .isEqualTo("x");
    wire.send("PUT", "/bucket/x", SOURCE, "bucket").is(400, "InvalidArgument");
  }

  @Test
  void changesSomethingOrRefuses() {
    // COPY-09
    wire.send("PUT", "/bucket/a%20b", SOURCE, "bucket/a%20b").is(400, "InvalidRequest");
    wire.send("PUT", "/bucket/a%20b", SOURCE, "bucket/a%20b", "x-amz-acl", "private")
        .is(400, "InvalidRequest");
    wire.send("PUT", "/bucket/a%20b", SOURCE, "bucket/a%20b", "x-amz-storage-class", "STANDARD")
        .is(200);
    BlobAttributes same = bucket.head("a b");
    assertThat(same.contentType()).isEqualTo("text/plain");
    assertThat(same.metadata().asMap()).isEqualTo(Map.of("m", "1"));
    assertThat(bucket.tags("a b").asMap()).isEqualTo(Map.of("t", "1"));
  }

  /** COPY-16: an object that is replaced meanwhile is copied whole, in the one version or other. */
  @Test
  void takesContentAndMetadataOfOneVersion() {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    Wire busy =
        new Wire(
            driver ->
                new ForwardingDriver(driver) {
                  @Override
                  public PutResult copy(
                      BlobRef source, String to, String key, CopyOptions options) {
                    meanwhile.getAndSet(() -> {}).run();
                    return super.copy(source, to, key, options);
                  }
                });
    Bucket replaced = busy.bucket("bucket");
    replaced.put("k", Body.of("old"), PutOptions.defaults().metadata("m", "old"));
    meanwhile.set(
        () -> replaced.put("k", Body.of("new"), PutOptions.defaults().metadata("m", "new")));
    busy.send("PUT", "/bucket/k", SOURCE, "bucket/k", "x-amz-storage-class", "STANDARD").is(200);
    assertThat(replaced.getString("k")).isEqualTo("new");
    assertThat(replaced.head("k").metadata().asMap()).isEqualTo(Map.of("m", "new"));
  }

  @ParameterizedTest
  @CsvSource({
    "if-match, E, 200",
    "if-match, x, 412",
    "if-none-match, E, 412",
    "if-none-match, x, 200",
    "if-modified-since, 'Sun, 01 Mar 2026 12:00:00 GMT', 412",
    "if-unmodified-since, 'Sun, 01 Mar 2026 11:59:59 GMT', 412",
    "if-unmodified-since, 'Sun, 01 Mar 2026 12:00:00 GMT', 200"
  })
  void copiesOnCondition(String name, String value, int status) {
    // COPY-12
    String header = SOURCE + '-' + name;
    Answer answer =
        wire.send(
                "PUT",
                "/bucket/copy",
                SOURCE,
                "bucket/a%20b",
                header,
                value.equals("E") ? etag : value)
            .is(status);
    if (status == 412) {
      assertThat(answer.is(412, "PreconditionFailed").text("Condition"))
          .isEqualToIgnoringCase(header);
    }
    assertThat(bucket.exists("copy")).isEqualTo(status == 200);
  }

  @Test
  void copiesOnConditionOfTheTarget() {
    // COPY-13
    wire.send("PUT", "/bucket/copy", SOURCE, "bucket/a%20b", "If-None-Match", "*").is(200);
    assertThat(
            wire.send("PUT", "/bucket/copy", SOURCE, "bucket/a%20b", "If-None-Match", "*")
                .is(412, "PreconditionFailed")
                .text("Condition"))
        .isEqualTo("If-None-Match");
    wire.send("PUT", "/bucket/copy", SOURCE, "bucket/a%20b", "If-Match", etag).is(200);
    wire.send("PUT", "/bucket/copy", SOURCE, "bucket/a%20b", "If-Match", "x")
        .is(412, "PreconditionFailed");
  }
}

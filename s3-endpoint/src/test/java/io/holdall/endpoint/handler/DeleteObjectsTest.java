package io.holdall.endpoint.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentMd5;
import io.holdall.endpoint.Wire;
import io.holdall.endpoint.Wire.Answer;
import io.holdall.spi.Digests;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeleteObjectsTest {
  private final Wire wire = new Wire();
  private Bucket bucket;

  @BeforeEach
  void fill() {
    bucket = wire.bucket("bucket");
    bucket.put("a", Body.of("1"));
    bucket.put("b&c", Body.of("2"));
    bucket.put("d", Body.of("3"));
  }

  private static String md5(String body) {
    return ContentMd5.of(Digests.md5().digest(body.getBytes(StandardCharsets.UTF_8))).value();
  }

  private Answer delete(String content) {
    String document = "<Delete>" + content + "</Delete>";
    return wire.send("POST", "/bucket?delete", document, "Content-MD5", md5(document));
  }

  private static String object(String content) {
    return "<Object>" + content + "</Object>";
  }

  @Test
  void deletesEachOnItsOwn() {
    // DEL-22
    Answer answer =
        delete(
                "<Object><Key>a</Key></Object><Object><Key>b&amp;c</Key></Object><Object><Key>none</Key></Object>")
            .is(200);
    assertThat(answer.document())
        .isEqualTo(
            "<DeleteResult><Deleted><Key>a</Key></Deleted><Deleted><Key>b&amp;c</Key></Deleted>"
                + "<Deleted><Key>none</Key></Deleted></DeleteResult>");
    assertThat(bucket.exists("a") || bucket.exists("b&c")).isFalse();
    assertThat(bucket.exists("d")).isTrue();
  }

  @Test
  void isQuietOfSuccess() {
    Answer answer =
        delete(
                "<Quiet>true</Quiet><Object><Key>a</Key></Object><Object><Key>d</Key><ETag>x</ETag></Object>")
            .is(200);
    assertThat(answer.document())
        .isEqualTo(
            "<DeleteResult><Error><Key>d</Key><Code>PreconditionFailed</Code>"
                + "<Message>At least one of the pre-conditions you specified did not hold</Message></Error></DeleteResult>");
    assertThat(bucket.exists("a")).isFalse();
    assertThat(bucket.exists("d")).isTrue();
  }

  @Test
  void deletesOnCondition() {
    // COND-24
    String etag = bucket.head("a").etag().value();
    Answer answer =
        delete(
                object("<Key>a</Key><ETag>" + etag + "</ETag>")
                    + object("<Key>d</Key><ETag>*</ETag>")
                    + object("<Key>b&amp;c</Key><Size>1</Size>")
                    + object("<Key>e</Key><ETag>\"\"</ETag>"))
            .is(200);
    assertThat(answer.body())
        .contains("<Deleted><Key>a</Key></Deleted><Deleted><Key>d</Key></Deleted>")
        .contains("<Error><Key>b&amp;c</Key><Code>NotImplemented</Code>")
        .contains("<Error><Key>e</Key><Code>InvalidArgument</Code>");
    assertThat(bucket.exists("b&c")).isTrue();
  }

  @Test
  void refusesSingleKeys() {
    // DEL-24
    Answer answer =
        delete(
                object("<Key>a</Key><VersionId>null</VersionId>")
                    + object("<Key>d</Key><VersionId>abc</VersionId>")
                    + object("<Key>" + "k".repeat(1025) + "</Key>")
                    + object("<Key></Key>"))
            .is(200);
    assertThat(answer.body())
        .contains("<Deleted><Key>a</Key><VersionId>null</VersionId></Deleted>")
        .contains("<Error><Key>d</Key><VersionId>abc</VersionId><Code>NoSuchVersion</Code>")
        .contains("<Code>KeyTooLongError</Code>")
        .contains("<Error><Key></Key><Code>InvalidArgument</Code>");
    assertThat(bucket.exists("d")).isTrue();
  }

  @Test
  void needsADigestAndComparesIt() {
    // DEL-21
    String document = "<Delete><Object><Key>a</Key></Object></Delete>";
    wire.send("POST", "/bucket?delete", document).is(400, "InvalidRequest");
    wire.send("POST", "/bucket?delete", document, "Content-MD5", md5("else")).is(400, "BadDigest");
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    Checksum checksum = Digests.of(ChecksumAlgorithm.CRC32, bytes);
    wire.send("POST", "/bucket?delete", document, "x-amz-checksum-crc32", "AAAAAA==")
        .is(400, "BadDigest");
    assertThat(bucket.exists("a")).isTrue();
    wire.send(
            "POST",
            "/bucket?delete",
            document,
            "x-amz-checksum-crc32",
            checksum.value(),
            "x-amz-sdk-checksum-algorithm",
            "CRC32")
        .is(200);
    assertThat(bucket.exists("a")).isFalse();
  }

  @Test
  void refusesOtherDocuments() {
    // DEL-20
    delete("").is(400, "MalformedXML");
    delete("<Object><Key>a</Key></Object>".repeat(1001)).is(400, "MalformedXML");
    delete("<Object></Object>").is(400, "MalformedXML");
    wire.send("POST", "/none?delete", "", "Content-MD5", md5("")).is(404, "NoSuchBucket");
    assertThat(bucket.exists("a")).isTrue();
    wire.send("GET", "/bucket?delete").is(405, "MethodNotAllowed");
  }
}

package io.holdall.endpoint.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.endpoint.Wire;
import io.holdall.endpoint.Wire.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {
  private static final String OWNER = "<Owner><ID>" + "0".repeat(64) + "</ID></Owner>";

  private final Wire wire = new Wire();

  private static String constraint(String region) {
    return "<CreateBucketConfiguration><LocationConstraint>"
        + region
        + "</LocationConstraint></CreateBucketConfiguration>";
  }

  @Test
  void makesABucket() {
    // BKT-21
    Answer answer = wire.send("PUT", "/bucket").is(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().has("Content-Type")).isFalse();
    assertThat(answer.header("Location")).isEqualTo("/bucket");
    assertThat(answer.header("x-amz-bucket-arn")).isEqualTo("arn:aws:s3:::bucket");
    assertThat(wire.store.bucketExists("bucket")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.-b", "a-.b"})
  void makesNoneWithADotBesideADash(String name) {
    wire.send("PUT", "/" + name).is(400, "InvalidBucketName");
    wire.send("GET", "/" + name).is(404, "NoSuchBucket");
  }

  @Test
  void makingItAgainDependsOnTheRegion() {
    // BKT-26
    wire.bucket("bucket").put("key", Body.of("kept"));
    wire.send("PUT", "/bucket").is(200);
    assertThat(wire.store.bucket("bucket").getString("key")).isEqualTo("kept");

    Wire elsewhere = new Wire("eu-west-1");
    Answer made = elsewhere.send("PUT", "/bucket", constraint("eu-west-1")).is(200);
    assertThat(made.header("Location")).isEqualTo("http://bucket.s3.amazonaws.com/");
    assertThat(
            elsewhere
                .send("PUT", "/bucket", constraint("eu-west-1"))
                .is(409, "BucketAlreadyOwnedByYou")
                .text("BucketName"))
        .isEqualTo("bucket");
  }

  @ParameterizedTest(name = "BKT-22 to BKT-24: in {0} wanting {1}")
  @CsvSource({
    "us-east-1, us-east-1, InvalidLocationConstraint",
    "us-east-1, eu-west-1, InvalidLocationConstraint",
    "us-east-1, foo, InvalidLocationConstraint",
    "eu-west-1, '', IllegalLocationConstraintException",
    "eu-west-1, us-east-1, IllegalLocationConstraintException",
    "eu-west-1, foo, IllegalLocationConstraintException"
  })
  void refusesOtherRegions(String region, String wanted, String code) {
    Wire there = new Wire(region);
    there.send("PUT", "/bucket", wanted.isEmpty() ? "" : constraint(wanted)).is(400, code);
    assertThat(there.store.bucketExists("bucket")).isFalse();
  }

  @Test
  void refusesBadDocumentsAndTags() {
    wire.send("PUT", "/bucket", "<Create").is(400, "MalformedXML");
    wire.send(
            "PUT",
            "/bucket",
            "<CreateBucketConfiguration><Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags></CreateBucketConfiguration>")
        .is(501, "NotImplemented");
    wire.send("PUT", "/bucket", "", "x-amz-bucket-object-lock-enabled", "true")
        .is(501, "NotImplemented");
    assertThat(wire.store.bucketExists("bucket")).isFalse();
  }

  @Test
  void tellsOfABucket() {
    wire.bucket("bucket");
    // BKT-50
    Answer head = wire.send("HEAD", "/bucket").is(200);
    assertThat(head.header("x-amz-bucket-region")).isEqualTo("us-east-1");
    assertThat(head.header("x-amz-bucket-arn")).isEqualTo("arn:aws:s3:::bucket");
    assertThat(head.header("x-amz-access-point-alias")).isEqualTo("false");
    assertThat(head.header("Content-Type")).isEqualTo("application/xml");
    // BKT-56, VER-01
    assertThat(wire.send("GET", "/bucket?location").document())
        .isEqualTo("<LocationConstraint></LocationConstraint>");
    assertThat(wire.send("GET", "/bucket?versioning").document())
        .isEqualTo("<VersioningConfiguration></VersioningConfiguration>");
    Wire elsewhere = new Wire("eu-west-1");
    elsewhere.bucket("bucket");
    assertThat(elsewhere.send("GET", "/bucket?location").document())
        .isEqualTo("<LocationConstraint>eu-west-1</LocationConstraint>");
  }

  @ParameterizedTest(name = "BKT-57: {0}")
  @ValueSource(
      strings = {
        "/none?location",
        "/none?versioning",
        "/none?uploads",
        "/none",
        "/none?list-type=2",
        "/none?max-keys=0"
      })
  void anAbsentBucketIsNone(String target) {
    assertThat(wire.send("GET", target).is(404, "NoSuchBucket").text("BucketName"))
        .isEqualTo("none");
  }

  @Test
  void deletesABucket() {
    // BKT-40, BKT-41
    wire.bucket("bucket").put("key", Body.of("x"));
    assertThat(wire.send("DELETE", "/bucket").is(409, "BucketNotEmpty").text("BucketName"))
        .isEqualTo("bucket");
    wire.store.bucket("bucket").delete("key");
    Answer answer = wire.send("DELETE", "/bucket").is(204);
    assertThat(answer.headers().has("Content-Type")).isFalse();
    wire.send("DELETE", "/bucket").is(404, "NoSuchBucket");
    assertThat(wire.send("HEAD", "/bucket").status()).isEqualTo(404);
  }

  @Test
  void listsAll() {
    wire.bucket("alpha");
    wire.bucket("beta");
    // BKT-52
    assertThat(wire.send("GET", "/").document())
        .isEqualTo(
            "<ListAllMyBucketsResult>"
                + OWNER
                + "<Buckets><Bucket><Name>alpha</Name><CreationDate>2026-03-01T12:00:00.000Z</CreationDate></Bucket>"
                + "<Bucket><Name>beta</Name><CreationDate>2026-03-01T12:00:00.000Z</CreationDate></Bucket></Buckets>"
                + "</ListAllMyBucketsResult>");
  }

  @Test
  void listsPageByPage() {
    // BKT-53
    for (String name : new String[] {"aaa-1", "aaa-2", "aaa-3", "bbb-1"}) {
      wire.bucket(name);
    }
    Answer first = wire.send("GET", "/?max-buckets=2&prefix=aaa").is(200);
    assertThat(first.body())
        .contains(
            "<Name>aaa-1</Name>", "<Name>aaa-2</Name>", "<BucketRegion>us-east-1</BucketRegion>")
        .contains("<Prefix>aaa</Prefix>")
        .doesNotContain("aaa-3");
    Answer second =
        wire.send(
                "GET",
                "/?max-buckets=2&prefix=aaa&continuation-token=" + first.text("ContinuationToken"))
            .is(200);
    assertThat(second.body())
        .contains("<Name>aaa-3</Name>")
        .doesNotContain("aaa-2", "bbb-1", "ContinuationToken");
    assertThat(wire.send("GET", "/?continuation-token=").is(200).body()).contains("aaa-1", "bbb-1");
    assertThat(wire.send("GET", "/?bucket-region=eu-west-1").is(200).body())
        .doesNotContain("Name>");
    assertThat(
            wire.send("GET", "/?bucket-region=Nowhere!")
                .is(400, "InvalidArgument")
                .text("ArgumentName"))
        .isEqualTo("bucket-region");
    wire.send("GET", "/?max-buckets=0").is(400, "InvalidArgument");
    wire.send("GET", "/?max-buckets=x").is(400, "InvalidArgument");
    wire.send("GET", "/?continuation-token=???").is(400, "InvalidArgument");
  }
}

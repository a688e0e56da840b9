package io.holdall.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.holdall.BlobStores;
import io.holdall.endpoint.Wire.Answer;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.endpoint.sigv4.RequestSigner;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3EndpointTest {
  private final Wire wire = new Wire();

  @Test
  void everyAnswerIsNamedAndDated() {
    // HTTP-10, HTTP-31
    Answer found = wire.send("GET", "/");
    Answer refused = wire.send("GET", "/no-such-bucket").is(404, "NoSuchBucket");
    for (Answer answer : List.of(found, refused)) {
      assertThat(answer.header("x-amz-request-id")).hasSize(16);
      assertThat(answer.header("x-amz-id-2")).hasSize(44);
      assertThat(answer.header("Date")).isEqualTo("Sun, 01 Mar 2026 12:00:00 GMT");
      assertThat(answer.header("Server")).isEqualTo("AmazonS3");
      assertThat(answer.header("Content-Type")).isEqualTo("application/xml");
    }
    assertThat(refused.text("RequestId")).isEqualTo(refused.header("x-amz-request-id"));
    assertThat(refused.text("HostId")).isEqualTo(refused.header("x-amz-id-2"));
    assertThat(found.header("x-amz-request-id")).isNotEqualTo(refused.header("x-amz-request-id"));
    assertThat(refused.document())
        .isEqualTo(
            "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message>"
                + "<BucketName>no-such-bucket</BucketName></Error>");
  }

  @Test
  void headIsRefusedWithoutABody() {
    // GET-03
    Answer answer = wire.send("HEAD", "/no-such-bucket/key");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().has("Content-Type")).isFalse();
  }

  @Test
  void nobodyWithoutCredentialsIsServed() {
    wire.bucket("bucket");
    S3Request request =
        Wire.request("GET", "/bucket", Headers.empty(), InputStream.nullInputStream());
    wire.handle(request).is(403, "AccessDenied");
    RequestSigner stranger =
        new RequestSigner(new Credentials("OTHER", "secret"), "us-east-1", wire.clock);
    wire.handle(stranger.sign(request, "UNSIGNED-PAYLOAD")).is(403, "InvalidAccessKeyId");
    RequestSigner liar =
        new RequestSigner(new Credentials("AKID", "guess"), "us-east-1", wire.clock);
    wire.handle(liar.sign(request, "UNSIGNED-PAYLOAD")).is(403, "SignatureDoesNotMatch");
    RequestSigner elsewhere = new RequestSigner(Wire.CREDENTIALS, "eu-west-1", wire.clock);
    wire.handle(elsewhere.sign(request, "UNSIGNED-PAYLOAD"))
        .is(400, "AuthorizationHeaderMalformed");
  }

  @Test
  void authenticationGoesBeforeEverythingElse() {
    S3Request request =
        Wire.request(
            "PATCH", "/No?acl", Headers.of("x-amz-acl", "x"), InputStream.nullInputStream());
    wire.handle(request).is(403, "AccessDenied");
  }

  @Test
  void severalCredentialsAreAccepted() {
    Clock clock = Clock.systemUTC();
    S3Endpoint endpoint =
        S3Endpoint.over(BlobStores.of(new MapDriver(clock)))
            .credentials(new Credentials("A", "1"))
            .credentials(new Credentials("B", "2"))
            .build();
    for (Credentials who : List.of(new Credentials("A", "1"), new Credentials("B", "2"))) {
      S3Request request = Wire.request("GET", "/", Headers.empty(), InputStream.nullInputStream());
      S3Request signed =
          new RequestSigner(who, "us-east-1", clock).sign(request, "UNSIGNED-PAYLOAD");
      assertThat(endpoint.handle(signed).status()).isEqualTo(200);
    }
  }

  @Test
  void anEndpointWithoutCredentialsIsNotBuilt() {
    assertThatIllegalStateException().isThrownBy(() -> S3Endpoint.over(wire.store).build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eu/west", "a b", "a,b"})
  void aRegionForWhichNobodyCouldSignIsRefused(String region) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Endpoint.over(wire.store).region(region));
  }

  @Test
  void theHostMayNameTheBucket() {
    // HTTP-01
    wire.bucket("photos").put("a/b", io.holdall.Body.of("x"));
    assertThat(wire.send("GET", "/a/b", "Host", "photos.localhost:9000").is(200).body())
        .isEqualTo("x");
    assertThat(wire.send("GET", "/photos/a/b", "Host", "localhost").is(200).body()).isEqualTo("x");
    wire.send("GET", "/", "Host", "photos.localhost").is(200);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "PUT, /, SERVICE",
    "DELETE, /, SERVICE",
    "POST, /bucket, BUCKET",
    "PATCH, /bucket/key, OBJECT",
    "POST, /bucket/key, OBJECT",
    "OPTIONS, /bucket/key, OBJECT",
    "PUT, /bucket?location, BUCKET",
    "POST, /bucket/key?tagging, OBJECT",
    "HEAD, /, SERVICE"
  })
  void otherMethodsAreNotAllowed(String method, String target, String resource) {
    // HTTP-14
    Answer answer = wire.send(method, target);
    if (method.equals("HEAD")) {
      assertThat(answer.status()).isEqualTo(405);
    } else {
      answer.is(405, "MethodNotAllowed");
      assertThat(answer.text("Method")).isEqualTo(method);
      assertThat(answer.text("ResourceType")).isEqualTo(resource);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bucket?acl",
        "/bucket?policy",
        "/bucket?versions",
        "/bucket?lifecycle=",
        "/bucket?tagging",
        "/bucket?cors",
        "/bucket?object-lock",
        "/bucket/key?acl",
        "/bucket/key?retention",
        "/bucket/key?legal-hold",
        "/bucket/key?torrent",
        "/bucket/key?restore"
      })
  void whatS3HasBesidesIsNotImplemented(String target) {
    wire.send("GET", target).is(501, "NotImplemented");
    wire.send("PUT", target).is(501, "NotImplemented");
  }

  @Test
  void unknownParametersDoNotMatter() {
    // HTTP-03
    wire.bucket("bucket");
    wire.send("PUT", "/bucket/k?UploadId=x&PartNumber=1&x-id=PutObject", "body").is(200);
    assertThat(wire.send("GET", "/bucket/k?Tagging&x-id=GetObject").is(200).body())
        .isEqualTo("body");
  }

  @Test
  void namesThatCannotBeAreRefused() {
    assertThat(wire.send("GET", "/Upper").is(400, "InvalidBucketName").text("BucketName"))
        .isEqualTo("Upper");
    wire.send("GET", "//key").is(400, "InvalidBucketName");
    Answer tooLong = wire.send("GET", "/bucket/" + "k".repeat(1025)).is(400, "KeyTooLongError");
    assertThat(tooLong.text("Size")).isEqualTo("1025");
    assertThat(tooLong.text("MaxSizeAllowed")).isEqualTo("1024");
    // As bytes of UTF-8, not as characters (KEY-01).
    wire.send("GET", "/bucket/" + "%C3%A4".repeat(513)).is(400, "KeyTooLongError");
  }

  @Test
  void pathsThatDecodeToNothingAreRefused() {
    // KEY-11
    S3Request good =
        new RequestSigner(Wire.CREDENTIALS, "us-east-1", wire.clock)
            .sign(
                Wire.request("GET", "/bucket/a", Headers.empty(), InputStream.nullInputStream()),
                "UNSIGNED-PAYLOAD");
    for (String path : List.of("/bucket/%FF", "/bucket/%zz", "/bucket/%")) {
      wire.handle(S3Request.of("GET", path, good.headers())).is(400, "InvalidURI");
    }
  }

  @Test
  void theOwnerCanBeExpected() {
    // HTTP-12
    wire.bucket("bucket");
    wire.send("GET", "/bucket", "x-amz-expected-bucket-owner", "000000000000").is(200);
    wire.send("GET", "/bucket", "x-amz-expected-bucket-owner", "111111111111")
        .is(403, "AccessDenied");
    wire.send("GET", "/bucket", "x-amz-expected-bucket-owner", "me")
        .is(400, "InvalidBucketOwnerAWSAccountID");
  }

  @Test
  void aDefectIsAnInternalErrorAndNothingMore() {
    wire.bucket("bucket");
    wire.store.close();
    Answer answer = wire.send("GET", "/bucket").is(500, "InternalError");
    assertThat(answer.text("Message"))
        .isEqualTo("We encountered an internal error. Please try again.");
  }
}

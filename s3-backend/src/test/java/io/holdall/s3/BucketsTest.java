package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.BucketInfo;
import io.holdall.ErrorCode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BucketsTest extends WireTest {
  private static final String NONE =
      "<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>";

  private static String listed(String... names) {
    StringBuilder buckets = new StringBuilder();
    for (String name : names) {
      buckets
          .append("<Bucket><Name>")
          .append(name)
          .append("</Name><CreationDate>2022-10-12T17:50:00.000Z</CreationDate></Bucket>");
    }
    return NONE.replace("<Buckets>", "<Buckets>" + buckets);
  }

  @ParameterizedTest
  @CsvSource({"eu-west-1, true", "us-east-1, false"})
  void aBucketIsMadeInTheRegionOfTheStore(String region, boolean constrained) {
    try (BlobStore regional = server.store().region(region).open()) {
      server.then(404).then(200);
      regional.createBucket(Fixtures.BUCKET);
      assertThat(server.last().method()).isEqualTo("PUT");
      assertThat(server.last().path()).isEqualTo("/" + Fixtures.BUCKET);
      assertThat(server.last().text().contains("<LocationConstraint>" + region))
          .isEqualTo(constrained);
    }
  }

  /** BKT-26: in us-east-1 the request would succeed, and take the bucket's ACL away. */
  @Test
  void anOwnBucketIsNotMadeAgain() {
    server.then(200).thenXml(200, listed("another", Fixtures.BUCKET));
    BlobStoreException failure = Fixtures.failure(() -> store.createBucket(Fixtures.BUCKET));
    assertThat(failure.code()).isEqualTo(ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU);
    assertThat(server.requests()).noneMatch(request -> request.method().equals("PUT"));
  }

  @ParameterizedTest
  @CsvSource({"200", "301", "403"})
  void aForeignBucketIsNotMadeAgain(int status) {
    server.then(status).thenXml(200, listed("another"));
    BlobStoreException failure = Fixtures.failure(() -> store.createBucket(Fixtures.BUCKET));
    assertThat(failure.code()).isEqualTo(ErrorCode.BUCKET_ALREADY_EXISTS);
  }

  @Test
  void aBucketIsTakenForOnesOwnWhereThatCannotBeAsked() {
    server.then(200).thenError(403, "AccessDenied");
    BlobStoreException failure = Fixtures.failure(() -> store.createBucket(Fixtures.BUCKET));
    assertThat(failure.code()).isEqualTo(ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU);
  }

  @Test
  void aCallerWithoutCredentialsIsNotToldThatTheNameIsTaken() {
    server.then(403).thenError(403, "InvalidAccessKeyId");
    BlobStoreException failure = Fixtures.failure(() -> store.createBucket(Fixtures.BUCKET));
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CREDENTIALS);
  }

  @ParameterizedTest
  @CsvSource({
    "BucketAlreadyExists, BUCKET_ALREADY_EXISTS",
    "BucketAlreadyOwnedByYou, BUCKET_ALREADY_OWNED_BY_YOU",
    "OperationAborted, CONFLICT"
  })
  void whoeverComesFirstHasIt(String code, ErrorCode expected) {
    server.then(404).thenError(409, code);
    assertThat(Fixtures.failure(() -> store.createBucket(Fixtures.BUCKET)).code())
        .isEqualTo(expected);
  }

  @Test
  void deletes() {
    server.then(204);
    store.deleteBucket(Fixtures.BUCKET);
    assertThat(server.only().method()).isEqualTo("DELETE");
    server.thenError(409, "BucketNotEmpty");
    assertThat(Fixtures.failure(() -> store.deleteBucket(Fixtures.BUCKET)).code())
        .isEqualTo(ErrorCode.BUCKET_NOT_EMPTY);
  }

  @Test
  void existsIfItMayBeUsed() {
    server.then(200);
    assertThat(store.bucketExists(Fixtures.BUCKET)).isTrue();
    server.then(404);
    assertThat(store.bucketExists(Fixtures.BUCKET)).isFalse();
    assertThat(server.requests()).hasSize(2);
    server.then(403).thenError(403, "AccessDenied");
    assertThat(store.bucketExists(Fixtures.BUCKET)).isFalse();
    server.then(403).thenError(404, "NoSuchBucket");
    assertThat(store.bucketExists(Fixtures.BUCKET)).isFalse();
    server.then(403).thenError(403, "SignatureDoesNotMatch");
    assertThat(Fixtures.failure(() -> store.bucketExists(Fixtures.BUCKET)).code())
        .isEqualTo(ErrorCode.INVALID_CREDENTIALS);
    server.then(301, "x-amz-bucket-region: ap-south-1");
    assertThat(Fixtures.failure(() -> store.bucketExists(Fixtures.BUCKET)).code())
        .isEqualTo(ErrorCode.WRONG_REGION);
  }

  @Test
  void listsPageByPage() {
    server.thenXml(
        200,
        listed("bbb").replace("</ListAll", "<ContinuationToken>t 1</ContinuationToken></ListAll"));
    server.thenXml(200, listed("aaa"));
    Instant created = Instant.parse("2022-10-12T17:50:00Z");
    assertThat(store.listBuckets())
        .containsExactly(new BucketInfo("aaa", created), new BucketInfo("bbb", created));
    assertThat(server.last().target()).contains("continuation-token=t%201");
  }

  @Test
  void aServerThatRepeatsAPageIsNotAskedForEver() {
    String page =
        listed("bbb").replace("</ListAll", "<ContinuationToken>t 1</ContinuationToken></ListAll");
    server.thenXml(200, page).thenXml(200, page);
    assertThat(Fixtures.failure(() -> store.listBuckets()))
        .hasMessageContaining("the same page of buckets");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void listsNothing() {
    server.thenXml(200, NONE);
    assertThat(store.listBuckets()).isEmpty();
  }
}

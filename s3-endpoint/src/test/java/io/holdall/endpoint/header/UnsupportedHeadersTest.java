package io.holdall.endpoint.header;

import static io.holdall.endpoint.header.Refusals.refused;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedHeadersTest {
  @Test
  void letsPassWhatIsTheCaseAnyway() {
    UnsupportedHeaders.check(
        Headers.of(
            "x-amz-acl", "private",
            "X-Amz-Storage-Class", "STANDARD",
            "x-amz-object-ownership", "BucketOwnerEnforced",
            "x-amz-bucket-object-lock-enabled", "false",
            "x-amz-request-payer", "requester",
            "x-amz-date", "20260101T000000Z",
            "x-amz-meta-acl", "public-read"));
    UnsupportedHeaders.check(Headers.of("x-amz-acl", "bucket-owner-full-control"));
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-acl, public-read, ACCESS_CONTROL_LIST_NOT_SUPPORTED",
    "x-amz-acl, everybody, INVALID_ARGUMENT",
    "x-amz-grant-read, id=1, ACCESS_CONTROL_LIST_NOT_SUPPORTED",
    "x-amz-storage-class, GLACIER, NOT_IMPLEMENTED",
    "x-amz-storage-class, OUTPOSTS, INVALID_STORAGE_CLASS",
    "x-amz-storage-class, gold, INVALID_STORAGE_CLASS",
    "x-amz-server-side-encryption, AES256, NOT_IMPLEMENTED",
    "x-amz-server-side-encryption-customer-key, aaaa, NOT_IMPLEMENTED",
    "x-amz-server-side-encryption-aws-kms-key-id, aaaa, NOT_IMPLEMENTED",
    "x-amz-copy-source-server-side-encryption-customer-key, aaaa, NOT_IMPLEMENTED",
    "x-amz-object-lock-mode, GOVERNANCE, INVALID_REQUEST",
    "x-amz-object-lock-legal-hold, OFF, INVALID_REQUEST",
    "x-amz-bypass-governance-retention, false, INVALID_ARGUMENT",
    "x-amz-bucket-object-lock-enabled, true, NOT_IMPLEMENTED",
    "x-amz-object-ownership, ObjectWriter, NOT_IMPLEMENTED",
    "x-amz-object-ownership, Nobody, INVALID_ARGUMENT",
    "x-amz-website-redirect-location, /elsewhere, NOT_IMPLEMENTED",
    "x-amz-website-redirect-location, elsewhere, INVALID_REDIRECT_LOCATION",
    "x-amz-write-offset-bytes, 1, NOT_IMPLEMENTED",
    "x-amz-if-match-size, 1, NOT_IMPLEMENTED",
    "x-amz-if-match-last-modified-time, 1, NOT_IMPLEMENTED",
    "x-amz-if-match-initiated-time, 1, NOT_IMPLEMENTED",
    "x-amz-bucket-namespace, account-regional, NOT_IMPLEMENTED"
  })
  void refusesWhatIsNotHere(String name, String value, S3Error error) {
    refused(error, () -> UnsupportedHeaders.check(Headers.of("Host", "h", name, value)));
  }

  @Test
  void comparesTheExpectedOwner() {
    ExpectedOwner.check(Headers.of("x-amz-expected-bucket-owner", "000000000000"), "000000000000");
    for (String name :
        new String[] {"x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner"}) {
      refused(
          S3Error.ACCESS_DENIED,
          () -> ExpectedOwner.check(Headers.of(name, "111111111111"), "000000000000"));
      refused(
          S3Error.INVALID_BUCKET_OWNER_AWS_ACCOUNT_ID,
          () -> ExpectedOwner.check(Headers.of(name, "abcd"), "000000000000"));
    }
  }
}

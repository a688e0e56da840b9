package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.ErrorCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error code that S3 documents, with its HTTP status. */
final class ErrorTableTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          AccessControlListNotSupported, 400, INVALID_REQUEST, false
          AccessDenied, 403, ACCESS_DENIED, false
          AccessForbidden, 403, ACCESS_DENIED, false
          AccountProblem, 403, ACCESS_DENIED, false
          AllAccessDisabled, 403, ACCESS_DENIED, false
          AuthorizationHeaderMalformed, 400, INVALID_CREDENTIALS, false
          AuthorizationQueryParametersError, 400, INVALID_CREDENTIALS, false
          BadDigest, 400, BAD_DIGEST, false
          BadRequest, 400, INVALID_REQUEST, false
          BucketAlreadyExists, 409, BUCKET_ALREADY_EXISTS, false
          BucketAlreadyOwnedByYou, 409, BUCKET_ALREADY_OWNED_BY_YOU, false
          BucketNotEmpty, 409, BUCKET_NOT_EMPTY, false
          ConditionalRequestConflict, 409, CONFLICT, false
          CredentialsNotSupported, 400, INVALID_CREDENTIALS, false
          CrossLocationLoggingProhibitted, 403, ACCESS_DENIED, false
          EntityTooLarge, 400, ENTITY_TOO_LARGE, false
          EntityTooSmall, 400, ENTITY_TOO_SMALL, false
          ExpiredToken, 400, INVALID_CREDENTIALS, false
          IllegalLocationConstraintException, 400, INVALID_ARGUMENT, false
          IllegalVersioningConfigurationException, 400, INVALID_REQUEST, false
          IncompleteBody, 400, INCOMPLETE_BODY, false
          InternalError, 500, INTERNAL, true
          InvalidAccessKeyId, 403, INVALID_CREDENTIALS, false
          InvalidArgument, 400, INVALID_ARGUMENT, false
          InvalidBucketAclWithObjectOwnership, 400, INVALID_REQUEST, false
          InvalidBucketName, 400, INVALID_ARGUMENT, false
          InvalidBucketOwnerAWSAccountID, 400, INVALID_ARGUMENT, false
          InvalidBucketState, 409, INVALID_REQUEST, false
          InvalidChunkSizeError, 403, INVALID_REQUEST, false
          InvalidDigest, 400, INVALID_ARGUMENT, false
          InvalidEncryptionAlgorithmError, 400, INVALID_ARGUMENT, false
          InvalidLocationConstraint, 400, INVALID_ARGUMENT, false
          InvalidObjectState, 403, INVALID_REQUEST, false
          InvalidPart, 400, INVALID_PART, false
          InvalidPartNumber, 416, INVALID_PART_NUMBER, false
          InvalidPartOrder, 400, INVALID_PART_ORDER, false
          InvalidPayer, 403, ACCESS_DENIED, false
          InvalidPolicyDocument, 400, INVALID_ARGUMENT, false
          InvalidRange, 416, INVALID_RANGE, false
          InvalidRedirectLocation, 400, INVALID_ARGUMENT, false
          InvalidRequest, 400, INVALID_REQUEST, false
          InvalidRetentionPeriod, 400, INVALID_ARGUMENT, false
          InvalidSecurity, 403, INVALID_CREDENTIALS, false
          InvalidStorageClass, 400, INVALID_ARGUMENT, false
          InvalidTag, 400, INVALID_ARGUMENT, false
          InvalidTargetBucketForLogging, 400, INVALID_ARGUMENT, false
          InvalidToken, 400, INVALID_CREDENTIALS, false
          InvalidURI, 400, INVALID_ARGUMENT, false
          KMS.DisabledException, 400, INVALID_REQUEST, false
          KMS.KMSInvalidStateException, 400, INVALID_REQUEST, false
          KMS.NotFoundException, 400, INVALID_REQUEST, false
          KeyTooLongError, 400, INVALID_ARGUMENT, false
          MalformedACLError, 400, INVALID_ARGUMENT, false
          MalformedPOSTRequest, 400, INVALID_REQUEST, false
          MalformedPolicy, 400, INVALID_ARGUMENT, false
          MalformedTrailerError, 400, INVALID_REQUEST, false
          MalformedXML, 400, INVALID_REQUEST, false
          MaxMessageLengthExceeded, 400, INVALID_REQUEST, false
          MaxPostPreDataLengthExceededError, 400, INVALID_REQUEST, false
          MetadataTooLarge, 400, INVALID_ARGUMENT, false
          MethodNotAllowed, 405, UNSUPPORTED, false
          MissingContentLength, 411, INVALID_REQUEST, false
          MissingRequestBodyError, 400, INVALID_REQUEST, false
          MissingSecurityHeader, 400, INVALID_REQUEST, false
          NoSuchBucket, 404, NO_SUCH_BUCKET, false
          NoSuchBucketPolicy, 404, INVALID_REQUEST, false
          NoSuchCORSConfiguration, 404, INVALID_REQUEST, false
          NoSuchConfiguration, 404, INVALID_REQUEST, false
          NoSuchKey, 404, NO_SUCH_KEY, false
          NoSuchLifecycleConfiguration, 404, INVALID_REQUEST, false
          NoSuchObjectLockConfiguration, 404, INVALID_REQUEST, false
          NoSuchPublicAccessBlockConfiguration, 404, INVALID_REQUEST, false
          NoSuchTagSet, 404, INVALID_REQUEST, false
          NoSuchUpload, 404, NO_SUCH_UPLOAD, false
          NoSuchVersion, 404, NO_SUCH_KEY, false
          NoSuchWebsiteConfiguration, 404, INVALID_REQUEST, false
          NotImplemented, 501, UNSUPPORTED, false
          NotSignedUp, 403, ACCESS_DENIED, false
          ObjectLockConfigurationNotFoundError, 404, INVALID_REQUEST, false
          OperationAborted, 409, CONFLICT, true
          OwnershipControlsNotFoundError, 404, INVALID_REQUEST, false
          PermanentRedirect, 301, WRONG_REGION, false
          PreconditionFailed, 412, PRECONDITION_FAILED, false
          Redirect, 307, UNAVAILABLE, true
          ReplicationConfigurationNotFoundError, 404, INVALID_REQUEST, false
          RequestHeaderSectionTooLarge, 400, INVALID_ARGUMENT, false
          RequestTimeTooSkewed, 403, INVALID_CREDENTIALS, false
          RequestTimeout, 400, UNAVAILABLE, true
          RestoreAlreadyInProgress, 409, CONFLICT, false
          ServerSideEncryptionConfigurationNotFoundError, 404, INVALID_REQUEST, false
          ServiceUnavailable, 503, UNAVAILABLE, true
          SignatureDoesNotMatch, 403, INVALID_CREDENTIALS, false
          SlowDown, 503, THROTTLED, true
          TemporaryRedirect, 307, UNAVAILABLE, true
          TokenCodeInvalidError, 400, INVALID_CREDENTIALS, false
          TokenRefreshRequired, 400, INVALID_CREDENTIALS, false
          TooManyBuckets, 400, INVALID_REQUEST, false
          UnexpectedContent, 400, INVALID_REQUEST, false
          UserKeyMustBeSpecified, 400, INVALID_REQUEST, false
          XAmzContentSHA256Mismatch, 400, BAD_DIGEST, false
          """)
  void knowsEveryCode(String code, int status, ErrorCode expected, boolean retryable) {
    ErrorTable.Meaning meaning = ErrorTable.of(code, status);
    assertThat(meaning).isEqualTo(new ErrorTable.Meaning(expected, retryable));
  }

  @ParameterizedTest
  @CsvSource({
    "QuotaExceeded, 403, STORAGE_FULL",
    "RequestRateLimitExceeded, 403, THROTTLED",
    "TooManyRequests, 429, THROTTLED",
    "InvalidObjectName, 400, INVALID_ARGUMENT",
    "XMinioInvalidObjectName, 400, INVALID_ARGUMENT",
    "XMinioStorageFull, 507, STORAGE_FULL",
    "InsufficientStorage, 507, STORAGE_FULL",
    "XAmzContentChecksumMismatch, 400, BAD_DIGEST",
    "ContentSHA256Mismatch, 400, BAD_DIGEST",
    "BucketRegionError, 400, WRONG_REGION",
  })
  void knowsCodesOfOtherVendors(String code, int status, ErrorCode expected) {
    assertThat(ErrorTable.of(code, status).code()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "301, WRONG_REGION, false",
    "304, NOT_MODIFIED, false",
    "307, UNAVAILABLE, true",
    "400, INVALID_REQUEST, false",
    "401, INVALID_CREDENTIALS, false",
    "403, ACCESS_DENIED, false",
    "404, NO_SUCH_KEY, false",
    "405, UNSUPPORTED, false",
    "408, UNAVAILABLE, true",
    "409, CONFLICT, false",
    "411, INVALID_REQUEST, false",
    "412, PRECONDITION_FAILED, false",
    "413, ENTITY_TOO_LARGE, false",
    "416, INVALID_RANGE, false",
    "418, INVALID_REQUEST, false",
    "429, THROTTLED, true",
    "500, INTERNAL, true",
    "501, UNSUPPORTED, false",
    "502, UNAVAILABLE, true",
    "503, UNAVAILABLE, true",
    "504, UNAVAILABLE, true",
    "507, STORAGE_FULL, false",
    "599, INTERNAL, true",
  })
  void goesByTheStatusWhereThereIsNoCode(int status, ErrorCode expected, boolean retryable) {
    ErrorTable.Meaning meaning = new ErrorTable.Meaning(expected, retryable);
    assertThat(ErrorTable.of("", status)).isEqualTo(meaning);
    assertThat(ErrorTable.of("NeverHeardOfIt", status)).isEqualTo(meaning);
  }

  /** Who says that there is no room has not made room. */
  @ParameterizedTest
  @ValueSource(strings = {"", "NeverHeardOfIt", "InsufficientStorage", "XMinioStorageFull"})
  void aFullStoreHasRefused(String code) {
    assertThat(ErrorTable.isRefusal(code, 507)).isTrue();
  }

  /** An S3 code that one of ours is named after means that one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "NoSuchBucket",
        "NoSuchKey",
        "NoSuchUpload",
        "BucketAlreadyExists",
        "BucketAlreadyOwnedByYou",
        "BucketNotEmpty",
        "PreconditionFailed",
        "InvalidRange",
        "InvalidPartNumber",
        "BadDigest",
        "IncompleteBody",
        "EntityTooLarge",
        "EntityTooSmall",
        "InvalidPart",
        "InvalidPartOrder",
        "InvalidArgument",
        "InvalidRequest",
        "AccessDenied"
      })
  void isTrueToNames(String code) {
    Map<String, ErrorCode> ours =
        Arrays.stream(ErrorCode.values())
            .collect(Collectors.toMap(c -> c.name().replace("_", ""), Function.identity()));
    ErrorCode expected = ours.get(code.toUpperCase(Locale.ROOT));
    assertThat(ErrorTable.of(code, expected.httpStatus()).code()).isEqualTo(expected);
  }
}

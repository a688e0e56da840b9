package io.holdall.s3;

import static java.util.Map.entry;

import io.holdall.ErrorCode;
import java.util.Map;

/**
 * What S3's answers mean: the one place where its error codes and HTTP statuses become ours. Codes
 * of section 25 of the facts, and those that other vendors are known to send. Pure functions.
 */
final class ErrorTable {
  /**
   * The meaning of an error.
   *
   * @param retryable whether the same request may succeed if it is sent again
   */
  record Meaning(ErrorCode code, boolean retryable) {
    private static Meaning is(ErrorCode code) {
      return new Meaning(code, false);
    }

    private static Meaning passing(ErrorCode code) {
      return new Meaning(code, true);
    }
  }

  private static final Meaning ACCESS_DENIED = Meaning.is(ErrorCode.ACCESS_DENIED);
  private static final Meaning BAD_DIGEST = Meaning.is(ErrorCode.BAD_DIGEST);
  private static final Meaning CREDENTIALS = Meaning.is(ErrorCode.INVALID_CREDENTIALS);
  private static final Meaning ARGUMENT = Meaning.is(ErrorCode.INVALID_ARGUMENT);
  private static final Meaning REQUEST = Meaning.is(ErrorCode.INVALID_REQUEST);
  private static final Meaning INTERNAL = Meaning.passing(ErrorCode.INTERNAL);
  private static final Meaning STORAGE_FULL = Meaning.is(ErrorCode.STORAGE_FULL);
  private static final Meaning THROTTLED = Meaning.passing(ErrorCode.THROTTLED);
  private static final Meaning UNAVAILABLE = Meaning.passing(ErrorCode.UNAVAILABLE);
  private static final Meaning UNSUPPORTED = Meaning.is(ErrorCode.UNSUPPORTED);
  private static final Meaning WRONG_REGION = Meaning.is(ErrorCode.WRONG_REGION);

  private static final Map<String, Meaning> BY_CODE =
      Map.ofEntries(
          entry("AccessControlListNotSupported", REQUEST),
          entry("AccessDenied", ACCESS_DENIED),
          entry("AccessForbidden", ACCESS_DENIED),
          entry("AccountProblem", ACCESS_DENIED),
          entry("AllAccessDisabled", ACCESS_DENIED),
          entry("AuthorizationHeaderMalformed", CREDENTIALS),
          entry("AuthorizationQueryParametersError", CREDENTIALS),
          entry("BadDigest", BAD_DIGEST),
          entry("BadRequest", REQUEST),
          entry("BucketAlreadyExists", Meaning.is(ErrorCode.BUCKET_ALREADY_EXISTS)),
          entry("BucketAlreadyOwnedByYou", Meaning.is(ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU)),
          entry("BucketNotEmpty", Meaning.is(ErrorCode.BUCKET_NOT_EMPTY)),
          entry("BucketRegionError", WRONG_REGION),
          // Whoever sees it looks again and decides anew; a completion never succeeds after it.
          entry("ConditionalRequestConflict", Meaning.is(ErrorCode.CONFLICT)),
          entry("ContentSHA256Mismatch", BAD_DIGEST),
          entry("CredentialsNotSupported", CREDENTIALS),
          entry("CrossLocationLoggingProhibitted", ACCESS_DENIED),
          entry("EntityTooLarge", Meaning.is(ErrorCode.ENTITY_TOO_LARGE)),
          entry("EntityTooSmall", Meaning.is(ErrorCode.ENTITY_TOO_SMALL)),
          entry("ExpiredToken", CREDENTIALS),
          entry("IllegalLocationConstraintException", ARGUMENT),
          entry("IllegalVersioningConfigurationException", REQUEST),
          entry("IncompleteBody", Meaning.is(ErrorCode.INCOMPLETE_BODY)),
          entry("InsufficientStorage", STORAGE_FULL),
          entry("InternalError", INTERNAL),
          entry("InvalidAccessKeyId", CREDENTIALS),
          entry("InvalidArgument", ARGUMENT),
          entry("InvalidBucketAclWithObjectOwnership", REQUEST),
          entry("InvalidBucketName", ARGUMENT),
          entry("InvalidBucketOwnerAWSAccountID", ARGUMENT),
          entry("InvalidBucketState", REQUEST),
          entry("InvalidChunkSizeError", REQUEST),
          entry("InvalidDigest", ARGUMENT),
          entry("InvalidEncryptionAlgorithmError", ARGUMENT),
          entry("InvalidLocationConstraint", ARGUMENT),
          entry("InvalidObjectName", ARGUMENT),
          entry("InvalidObjectState", REQUEST),
          entry("InvalidPart", Meaning.is(ErrorCode.INVALID_PART)),
          entry("InvalidPartNumber", Meaning.is(ErrorCode.INVALID_PART_NUMBER)),
          entry("InvalidPartOrder", Meaning.is(ErrorCode.INVALID_PART_ORDER)),
          entry("InvalidPayer", ACCESS_DENIED),
          entry("InvalidPolicyDocument", ARGUMENT),
          entry("InvalidRange", Meaning.is(ErrorCode.INVALID_RANGE)),
          entry("InvalidRedirectLocation", ARGUMENT),
          entry("InvalidRequest", REQUEST),
          entry("InvalidRetentionPeriod", ARGUMENT),
          entry("InvalidSecurity", CREDENTIALS),
          entry("InvalidStorageClass", ARGUMENT),
          entry("InvalidTag", ARGUMENT),
          entry("InvalidTargetBucketForLogging", ARGUMENT),
          // The session token of the credentials, not the one of a listing.
          entry("InvalidToken", CREDENTIALS),
          entry("InvalidURI", ARGUMENT),
          entry("KMS.DisabledException", REQUEST),
          entry("KMS.KMSInvalidStateException", REQUEST),
          entry("KMS.NotFoundException", REQUEST),
          entry("KeyTooLongError", ARGUMENT),
          entry("MalformedACLError", ARGUMENT),
          entry("MalformedPOSTRequest", REQUEST),
          entry("MalformedPolicy", ARGUMENT),
          entry("MalformedTrailerError", REQUEST),
          entry("MalformedXML", REQUEST),
          entry("MaxMessageLengthExceeded", REQUEST),
          entry("MaxPostPreDataLengthExceededError", REQUEST),
          entry("MetadataTooLarge", ARGUMENT),
          entry("MethodNotAllowed", UNSUPPORTED),
          entry("MissingContentLength", REQUEST),
          entry("MissingRequestBodyError", REQUEST),
          entry("MissingSecurityHeader", REQUEST),
          entry("NoSuchBucket", Meaning.is(ErrorCode.NO_SUCH_BUCKET)),
          entry("NoSuchBucketPolicy", REQUEST),
          entry("NoSuchCORSConfiguration", REQUEST),
          entry("NoSuchConfiguration", REQUEST),
          entry("NoSuchKey", Meaning.is(ErrorCode.NO_SUCH_KEY)),
          entry("NoSuchLifecycleConfiguration", REQUEST),
          entry("NoSuchObjectLockConfiguration", REQUEST),
          entry("NoSuchPublicAccessBlockConfiguration", REQUEST),
          entry("NoSuchTagSet", REQUEST),
          entry("NoSuchUpload", Meaning.is(ErrorCode.NO_SUCH_UPLOAD)),
          entry("NoSuchVersion", Meaning.is(ErrorCode.NO_SUCH_KEY)),
          entry("NoSuchWebsiteConfiguration", REQUEST),
          entry("NotImplemented", UNSUPPORTED),
          entry("NotModified", Meaning.is(ErrorCode.NOT_MODIFIED)),
          entry("NotSignedUp", ACCESS_DENIED),
          entry("ObjectLockConfigurationNotFoundError", REQUEST),
          entry("OperationAborted", Meaning.passing(ErrorCode.CONFLICT)),
          entry("OwnershipControlsNotFoundError", REQUEST),
          entry("PermanentRedirect", WRONG_REGION),
          entry("PreconditionFailed", Meaning.is(ErrorCode.PRECONDITION_FAILED)),
          entry("QuotaExceeded", STORAGE_FULL),
          // A bucket so young that the global endpoint does not know yet where it lives (HTTP-02).
          entry("Redirect", UNAVAILABLE),
          entry("ReplicationConfigurationNotFoundError", REQUEST),
          entry("RequestHeaderSectionTooLarge", ARGUMENT),
          entry("RequestRateLimitExceeded", THROTTLED),
          entry("RequestTimeTooSkewed", CREDENTIALS),
          entry("RequestTimeout", UNAVAILABLE),
          entry("RestoreAlreadyInProgress", Meaning.is(ErrorCode.CONFLICT)),
          entry("ServerSideEncryptionConfigurationNotFoundError", REQUEST),
          entry("ServiceUnavailable", UNAVAILABLE),
          entry("SignatureDoesNotMatch", CREDENTIALS),
          entry("SlowDown", THROTTLED),
          entry("TemporaryRedirect", UNAVAILABLE),
          entry("TokenCodeInvalidError", CREDENTIALS),
          entry("TokenRefreshRequired", CREDENTIALS),
          entry("TooManyBuckets", REQUEST),
          entry("TooManyRequests", THROTTLED),
          entry("UnexpectedContent", REQUEST),
          entry("UserKeyMustBeSpecified", REQUEST),
          entry("XAmzContentChecksumMismatch", BAD_DIGEST),
          entry("XAmzContentSHA256Mismatch", BAD_DIGEST),
          entry("XMinioInvalidObjectName", ARGUMENT),
          entry("XMinioStorageFull", STORAGE_FULL));

  private ErrorTable() {}

  /**
   * @param code as S3 spells it; empty where the answer had no body, as HEAD's have not (GET-03)
   * @param status of HTTP, which decides where the code is unknown
   */
  static Meaning of(String code, int status) {
    Meaning meaning = BY_CODE.get(code);
    return meaning == null ? of(status) : meaning;
  }

  /**
   * Whether the answer makes certain that the request was not carried out. Who answers with 5xx and
   * no code of S3's may be a proxy that has lost the answer, and {@code InternalError} does not say
   * how far S3 came.
   */
  static boolean isRefusal(String code, int status) {
    Meaning meaning = BY_CODE.get(code);
    return meaning == null
        ? (status >= 300 && status < 500) || status == 501 || status == 507
        : !meaning.equals(INTERNAL);
  }

  private static Meaning of(int status) {
    return switch (status) {
      case 301 -> WRONG_REGION;
      case 304 -> Meaning.is(ErrorCode.NOT_MODIFIED);
      case 307, 408, 502, 503, 504 -> UNAVAILABLE;
      case 401 -> CREDENTIALS;
      case 403 -> ACCESS_DENIED;
      case 404 -> Meaning.is(ErrorCode.NO_SUCH_KEY);
      case 405, 501 -> UNSUPPORTED;
      case 409 -> Meaning.is(ErrorCode.CONFLICT);
      case 412 -> Meaning.is(ErrorCode.PRECONDITION_FAILED);
      case 413 -> Meaning.is(ErrorCode.ENTITY_TOO_LARGE);
      case 416 -> Meaning.is(ErrorCode.INVALID_RANGE);
      case 429 -> THROTTLED;
      case 507 -> STORAGE_FULL;
      default -> status >= 500 ? INTERNAL : REQUEST;
    };
  }
}

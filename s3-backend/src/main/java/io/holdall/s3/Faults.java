package io.holdall.s3;

import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Makes of what the SDK throws what drivers throw: S3's own words in the message, its request id in
 * the cause. Thread-safe.
 */
final class Faults {
  private static final Pattern NAMED_REGION = Pattern.compile("<Region>([^<]+)</Region>");

  /** In characters. */
  private static final int LONGEST_WORDS = 300;

  private static final String UNKNOWN_OUTCOME = "; the outcome is unknown";

  private final String endpoint;
  private final String region;
  private final BooleanSupplier closed;

  /**
   * @param endpoint the words that name it in sentences
   * @param region that requests are signed for
   * @param closed whether the connections have been closed by the caller
   */
  Faults(String endpoint, String region, BooleanSupplier closed) {
    this.endpoint = endpoint;
    this.region = region;
    this.closed = closed;
  }

  String endpoint() {
    return endpoint;
  }

  /** For a call whose outcome is known: nothing was changed. */
  RuntimeException translate(RuntimeException failure) {
    return translate(failure, true);
  }

  /**
   * Says what a call's failure means.
   *
   * @param nothingChanged false if the server may have carried out the request all the same
   * @return what to throw: a {@link DriverException}, an {@link IllegalStateException} if the store
   *     was closed meanwhile, or the failure itself if neither SDK nor server had a part in it
   */
  RuntimeException translate(RuntimeException failure, boolean nothingChanged) {
    Optional<DriverException> known = beneath(failure, DriverException.class);
    if (known.isPresent()) {
      // What a body, or the store's own code beneath the SDK, has said of itself.
      return known.get();
    }
    Optional<ForeignDocumentException> foreign = beneath(failure, ForeignDocumentException.class);
    if (foreign.isPresent()) {
      return foreign(message(foreign.get()), foreign.get(), nothingChanged);
    }
    if (failure instanceof S3Exception answer) {
      return answered(answer, nothingChanged || isRefusal(answer));
    }
    if (failure instanceof AwsServiceException other) {
      // Of S3 nothing else is asked; whoever hands out credentials has refused.
      return new DriverException(
          ErrorCode.INVALID_CREDENTIALS, message(other), other.retryable(), other);
    }
    if (isStoreClosed()) {
      return closedMeanwhile(failure);
    }
    if (failure instanceof SdkException sdk && ChainedCredentials.isEmptyChain(sdk)) {
      return ChainedCredentials.missing(
          ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow(), sdk);
    }
    Optional<Outage> outage = Outage.of(failure);
    if (outage.isPresent()) {
      return absent(outage.get(), failure, nothingChanged);
    }
    if (failure instanceof SdkException sdk) {
      return unexpected(sdk, nothingChanged);
    }
    return failure;
  }

  /** Whether a call cannot come to its end any more. */
  boolean isStoreClosed() {
    return closed.getAsBoolean();
  }

  private static IllegalStateException closedMeanwhile(Exception failure) {
    return new IllegalStateException("the store was closed while the call was under way", failure);
  }

  /** Whether it is certain by the answer that the request was not carried out. */
  static boolean isRefusal(SdkException failure) {
    return failure instanceof S3Exception answer
        ? ErrorTable.isRefusal(code(answer), answer.statusCode())
        // Whoever hands out credentials has refused, before there was a request to S3.
        : failure instanceof AwsServiceException;
  }

  private DriverException unexpected(SdkException failure, boolean nothingChanged) {
    String message = message(failure);
    boolean unreadable = message.contains("unmarshall") || message.contains("parse XML");
    return unreadable
        ? foreign(message, failure, nothingChanged)
        : new DriverException(ErrorCode.INTERNAL, message, false, failure);
  }

  private DriverException foreign(String message, Throwable failure, boolean nothingChanged) {
    String detail = "%s does not answer as S3 does: %s".formatted(endpoint, message);
    return new DriverException(
        ErrorCode.INTERNAL, nothingChanged ? detail : detail + UNKNOWN_OUTCOME, false, failure);
  }

  private static <T extends Throwable> Optional<T> beneath(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }

  /** For a thread that is interrupted when it has nothing under way. */
  DriverException interrupted(Outage when, @Nullable InterruptedException cause) {
    return new DriverException(
        ErrorCode.UNAVAILABLE, when.sentence(endpoint), when.isRetryable(), cause);
  }

  private DriverException absent(Outage outage, Throwable failure, boolean nothingChanged) {
    String sentence = outage.sentence(endpoint);
    if (outage.isInterrupt()) {
      Thread.currentThread().interrupt();
    }
    return new DriverException(
        ErrorCode.UNAVAILABLE,
        nothingChanged || outage.isBeforeSending() ? sentence : sentence + UNKNOWN_OUTCOME,
        outage.isRetryable(),
        failure);
  }

  /** For one key of many, which fails inside an answer that succeeds (DEL-22). */
  DriverException ofKey(@Nullable String code, @Nullable String message) {
    String known = Objects.requireNonNullElse(code, "");
    ErrorTable.Meaning meaning = ErrorTable.of(known, 500);
    return new DriverException(
        meaning.code(),
        detail(
            meaning,
            known,
            message,
            endpoint + " did not delete it",
            ErrorTable.isRefusal(known, 500)),
        meaning.retryable(),
        null);
  }

  /** For an answer that ended too early. */
  RuntimeException cutOff(IOException failure, long count, long length) {
    if (isStoreClosed()) {
      return closedMeanwhile(failure);
    }
    Outage outage = Outage.of(failure).orElse(Outage.HUNG_UP);
    return new DriverException(
        ErrorCode.UNAVAILABLE,
        "%s, after %s of %s bytes".formatted(outage.sentence(endpoint), count, length),
        outage.isRetryable(),
        failure);
  }

  /** The same, of a request whose effect nobody sees. */
  DriverException cutShort() {
    return new DriverException(
        ErrorCode.UNAVAILABLE, Outage.HUNG_UP.sentence(endpoint), true, null);
  }

  /** For a write that was answered as a success, without what a success says. */
  DriverException halfAnswer() {
    return new DriverException(
        ErrorCode.UNAVAILABLE, Outage.HUNG_UP.sentence(endpoint) + UNKNOWN_OUTCOME, true, null);
  }

  /** For one key of many, of which such an answer says nothing. */
  DriverException ofSilence() {
    return new DriverException(
        ErrorCode.INTERNAL,
        "%s does not say what became of the key".formatted(endpoint) + UNKNOWN_OUTCOME,
        true,
        null);
  }

  private DriverException answered(S3Exception answer, boolean nothingChanged) {
    Optional<String> elsewhere = regionNamed(answer);
    if (elsewhere.isPresent()) {
      return new DriverException(
          ErrorCode.WRONG_REGION,
          "the bucket is in the region %s, and the store was opened for %s"
              .formatted(elsewhere.get(), region),
          false,
          answer);
    }
    String code = code(answer);
    AwsErrorDetails details = answer.awsErrorDetails();
    if (isNotOfS3(answer)) {
      return new DriverException(
          ErrorCode.INVALID_REQUEST,
          "%s does not answer as S3 does: 404, and no error code of S3's".formatted(endpoint),
          false,
          answer);
    }
    ErrorTable.Meaning meaning = ErrorTable.of(code, answer.statusCode());
    return new DriverException(
        meaning.code(),
        detail(
            meaning,
            code,
            details == null || code.isEmpty() ? null : details.errorMessage(),
            sentence(meaning.code(), answer.statusCode()),
            nothingChanged),
        meaning.retryable(),
        answer);
  }

  /**
   * Whether some other web server has answered that it does not know the path: then nothing is
   * known of buckets and keys. It is told by a body without a code of S3's; where a HEAD was
   * answered, to which the SDK itself gives a code, by the page that it announces.
   */
  static boolean isNotOfS3(S3Exception answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    if (answer.statusCode() != 404 || details == null || details.sdkHttpResponse() == null) {
      return false;
    }
    SdkHttpResponse head = details.sdkHttpResponse();
    return code(answer).isEmpty()
        ? !head.firstMatchingHeader("Content-Length").orElse("").equals("0")
        : isEmpty(details.rawResponse()) && isPage(head);
  }

  /** Whether the head of an answer is that of a page, from a server that knows nothing of S3. */
  static boolean isPage(SdkHttpResponse head) {
    return head.firstMatchingHeader("x-amz-request-id").isEmpty()
        && head.firstMatchingHeader("Content-Type").orElse("").startsWith("text/html");
  }

  private static boolean isEmpty(@Nullable SdkBytes body) {
    return body == null || body.asByteArrayUnsafe().length == 0;
  }

  /** The region that the answer sends us to, if that is what it is about. */
  private Optional<String> regionNamed(S3Exception answer) {
    boolean about =
        answer.statusCode() == 301
            || answer.statusCode() == 307
            || code(answer).equals("AuthorizationHeaderMalformed")
            || (answer.statusCode() == 400 && code(answer).isEmpty());
    AwsErrorDetails details = answer.awsErrorDetails();
    if (!about || details == null) {
      return Optional.empty();
    }
    return headerRegion(details)
        .or(() -> bodyRegion(details))
        .filter(named -> !named.equals(region));
  }

  private static Optional<String> headerRegion(AwsErrorDetails details) {
    return details.sdkHttpResponse() == null
        ? Optional.empty()
        : details.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
  }

  private static Optional<String> bodyRegion(AwsErrorDetails details) {
    if (details.rawResponse() == null) {
      return Optional.empty();
    }
    Matcher named = NAMED_REGION.matcher(details.rawResponse().asUtf8String());
    return named.find() ? Optional.of(named.group(1)) : Optional.empty();
  }

  /** S3's code for the error; empty where it gave none. */
  static String code(S3Exception answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null ? "" : Objects.requireNonNullElse(details.errorCode(), "");
  }

  private static String detail(
      ErrorTable.Meaning meaning,
      String code,
      @Nullable String said,
      String otherwise,
      boolean nothingChanged) {
    String words =
        (said == null || said.isBlank() ? otherwise : oneLine(said))
            + (nothingChanged ? "" : UNKNOWN_OUTCOME);
    String ours = meaning.code().name().replace("_", "");
    return code.isEmpty() || code.equalsIgnoreCase(ours) ? words : words + " [" + code + "]";
  }

  /** Whoever answers may send pages of text. */
  private static String oneLine(String said) {
    String line = said.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    int end =
        line.offsetByCodePoints(0, Math.min(LONGEST_WORDS, line.codePointCount(0, line.length())));
    return end == line.length() ? line : line.substring(0, end) + "…";
  }

  /** For answers without words: those to HEAD, and all of some vendors'. */
  private String sentence(ErrorCode code, int status) {
    return switch (code) {
      case NO_SUCH_BUCKET -> "the bucket does not exist";
      case NO_SUCH_KEY -> "the key does not exist";
      case NO_SUCH_UPLOAD -> "the upload does not exist";
      case BUCKET_NOT_EMPTY -> "the bucket is not empty";
      case PRECONDITION_FAILED -> "a condition does not hold";
      case NOT_MODIFIED -> "the blob was not modified";
      case INVALID_RANGE -> "the range lies behind the end of the blob";
      case ACCESS_DENIED -> "%s does not allow it".formatted(endpoint);
      case INVALID_CREDENTIALS -> "%s does not accept the credentials".formatted(endpoint);
      default -> "%s answered %s".formatted(endpoint, status);
    };
  }

  /** The failure of a call in which a code means something else than elsewhere. */
  static DriverException as(ErrorCode code, DriverException failure) {
    return new DriverException(
        code, String.valueOf(failure.getMessage()), failure.isRetryable(), failure.getCause());
  }

  private static String message(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
  }
}

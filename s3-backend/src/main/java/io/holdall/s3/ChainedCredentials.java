package io.holdall.s3;

import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A provider of credentials, usually the SDK's default chain, that says in one sentence when there
 * are none: what the chain throws then cannot be told from other failures and fills a page.
 */
final class ChainedCredentials implements AwsCredentialsProvider {
  private final AwsCredentialsProvider provider;
  private final String profile;

  ChainedCredentials(AwsCredentialsProvider provider, String profile) {
    this.provider = provider;
    this.profile = profile;
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return provider.resolveCredentials();
    } catch (SdkException e) {
      throw isEmptyChain(e) ? missing(profile, e) : refused(e);
    }
  }

  /** Whether this is how the SDK's chain says that it has found nothing. */
  static boolean isEmptyChain(SdkException failure) {
    return Objects.requireNonNullElse(failure.getMessage(), "")
        .startsWith("Unable to load credentials from any");
  }

  static DriverException missing(String profile, SdkException failure) {
    return new DriverException(
        ErrorCode.INVALID_CREDENTIALS,
        "there are no AWS credentials in the environment, the system properties, the profile \"%s\" or the role of the machine"
            .formatted(profile),
        failure.retryable(),
        failure);
  }

  private static DriverException refused(SdkException failure) {
    return new DriverException(
        ErrorCode.INVALID_CREDENTIALS,
        "the AWS credentials cannot be had: " + failure.getMessage(),
        failure.retryable(),
        failure);
  }
}

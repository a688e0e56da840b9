package io.holdall.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * How a store of its own client reaches its server. What is null is left to the SDK's own chains.
 *
 * @param signedBodies whether signatures cover bodies where the connection is not encrypted
 * @param connections the most at a time
 * @param connectTimeout for a connection to be made
 * @param readTimeout for the next bytes of an answer
 */
record Connection(
    @Nullable String region,
    @Nullable URI endpoint,
    boolean pathStyle,
    @Nullable String profile,
    @Nullable AwsCredentialsProvider credentials,
    ChecksumMode checksums,
    boolean signedBodies,
    int connections,
    Duration connectTimeout,
    Duration readTimeout) {
  /** The attempts that are made at a request. */
  private static final int ATTEMPTS = 3;

  /**
   * How long an attempt waits for a connection of others. All attempts together wait at least as
   * long as a call at work on one may be silent.
   */
  Duration acquisitionTimeout() {
    Duration silence = readTimeout.compareTo(connectTimeout) > 0 ? readTimeout : connectTimeout;
    return silence.dividedBy(ATTEMPTS).plusMillis(1);
  }
}

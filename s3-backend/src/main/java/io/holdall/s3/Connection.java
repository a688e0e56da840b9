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
    Duration readTimeout) {}

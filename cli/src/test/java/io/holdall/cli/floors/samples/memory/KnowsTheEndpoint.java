package io.holdall.cli.floors.samples.memory;

import io.holdall.cli.floors.samples.endpoint.Handler;
import org.assertj.core.api.AbstractAssert;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A backend type that may know the endpoint below it, but neither a test library nor the AWS SDK.
 */
public record KnowsTheEndpoint(Handler handler, S3Client client, AbstractAssert<?, ?> check) {}

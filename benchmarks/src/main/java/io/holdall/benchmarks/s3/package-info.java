/** Benchmarks over the network: the S3 backend and the endpoint, beside their peers. */
@org.jspecify.annotations.NullMarked
package io.holdall.benchmarks.s3;

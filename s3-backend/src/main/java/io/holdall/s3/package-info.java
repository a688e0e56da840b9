/** The Amazon S3 backend, over the AWS SDK for Java v2. */
@org.jspecify.annotations.NullMarked
package io.holdall.s3;

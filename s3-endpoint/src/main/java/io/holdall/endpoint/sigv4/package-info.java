/**
 * AWS Signature Version 4 for S3, both ways: verifying requests by header and by query, and signing
 * URLs.
 *
 * <p>Source of the algorithm: "Authenticating Requests (AWS Signature Version 4)" in the Amazon S3
 * API reference.
 */
@NullMarked
package io.holdall.endpoint.sigv4;

import org.jspecify.annotations.NullMarked;

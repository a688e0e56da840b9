/** The S3 REST protocol over any {@code BlobStore}. */
@org.jspecify.annotations.NullMarked
package io.holdall.endpoint;

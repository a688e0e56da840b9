/**
 * One interface to keep bytes under keys. {@link io.holdall.BlobStores} opens a store, {@link
 * io.holdall.BlobStore} holds buckets, {@link io.holdall.Bucket} does the work. Every backend
 * behaves as Amazon S3 does.
 */
@NullMarked
package io.holdall;

import org.jspecify.annotations.NullMarked;

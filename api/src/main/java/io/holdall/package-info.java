/** What an application sees: stores, buckets, blobs, and the one exception they throw. */
@org.jspecify.annotations.NullMarked
package io.holdall;

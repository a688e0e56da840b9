package io.holdall;

/**
 * A line of a listing: a blob, or with a delimiter a common prefix, in one merged order (LIST-06).
 */
public sealed interface ListEntry permits BlobInfo, CommonPrefix {
  /** The key of the blob, or the common prefix: what the order is by. */
  String name();
}

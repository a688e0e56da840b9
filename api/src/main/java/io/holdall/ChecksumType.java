package io.holdall;

/** What a checksum of a multipart blob is computed over (CHK-20). */
public enum ChecksumType {
  /** Over the bytes of the whole blob. The only type of blobs put in one piece. */
  FULL_OBJECT,
  /** Over the digests of the parts, one after the other (CHK-25). */
  COMPOSITE
}

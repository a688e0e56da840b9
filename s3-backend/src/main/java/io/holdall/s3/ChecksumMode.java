package io.holdall.s3;

/** Which checksums a store sends that its caller did not ask for. */
public enum ChecksumMode {
  /**
   * Every body travels with a checksum that the server compares, and bodies read back are compared
   * with the one that the server keeps. The default.
   */
  WHEN_SUPPORTED,

  /**
   * Only what the caller declares or S3 itself demands; what S3 demands is sent as {@code
   * Content-MD5}. For vendors that refuse S3's newer checksum headers (VEND-01).
   */
  WHEN_REQUIRED
}

package io.holdall.endpoint.sigv4;

/**
 * How a body is framed and what vouches for its bytes, as {@code x-amz-content-sha256} says
 * (CHUNK-12).
 */
public sealed interface Payload {
  /** The plain bytes; nothing in the signature covers them. */
  record Unsigned() implements Payload {}

  /**
   * The plain bytes, whose digest is covered by the signature.
   *
   * @param hex 64 lower-case hexadecimal digits
   */
  record Sha256(String hex) implements Payload {}

  /** aws-chunked, each chunk signed, and the trailer too if there is one. */
  record SignedChunks(ChunkSeed seed, boolean trailer) implements Payload {}

  /** aws-chunked without signatures, with a trailer. */
  record UnsignedChunks() implements Payload {}
}

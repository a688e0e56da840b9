package io.holdall.endpoint.sigv4;

import java.util.HexFormat;

/**
 * Computes the chain of signatures of one signed aws-chunked body, each over the one before it
 * (CHUNK-03, CHUNK-04).
 *
 * <p>Not thread-safe: every call moves the chain on.
 */
public final class ChunkSigner {
  private final byte[] signingKey;
  private final String timeAndScope;
  private String previous;

  ChunkSigner(byte[] signingKey, String timeAndScope, String seed) {
    this.signingKey = signingKey;
    this.timeAndScope = timeAndScope;
    this.previous = seed;
  }

  /**
   * The signature that the next chunk must have.
   *
   * @param sha256 the digest of the chunk's data
   */
  public String chunk(byte[] sha256) {
    return next(
        "AWS4-HMAC-SHA256-PAYLOAD\n" + timeAndScope + previous + '\n' + Digests.EMPTY_SHA256 + '\n',
        sha256);
  }

  /**
   * The signature that the trailer must have.
   *
   * @param sha256 the digest of the trailing headers, each as {@code name:value} and a line feed
   */
  public String trailer(byte[] sha256) {
    return next("AWS4-HMAC-SHA256-TRAILER\n" + timeAndScope + previous + '\n', sha256);
  }

  private String next(String prefix, byte[] sha256) {
    previous = Signing.signature(signingKey, prefix + HexFormat.of().formatHex(sha256));
    return previous;
  }
}

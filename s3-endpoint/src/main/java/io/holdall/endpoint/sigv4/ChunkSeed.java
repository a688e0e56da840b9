package io.holdall.endpoint.sigv4;

import java.time.Instant;

/** What the signatures inside a signed aws-chunked body start from; immutable. */
public final class ChunkSeed {
  private final byte[] signingKey;
  private final Instant time;
  private final CredentialScope scope;
  private final String signature;

  ChunkSeed(byte[] signingKey, Instant time, CredentialScope scope, String signature) {
    this.signingKey = signingKey;
    this.time = time;
    this.scope = scope;
    this.signature = signature;
  }

  /** A signer at the head of the body. */
  public ChunkSigner signer() {
    return new ChunkSigner(signingKey, AmzDate.format(time) + '\n' + scope + '\n', signature);
  }

  @Override
  public String toString() {
    return "ChunkSeed[" + signature + "]";
  }
}

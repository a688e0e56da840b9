package io.holdall.endpoint.chunked;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.sigv4.ChunkSigner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What vouches for the chunks of one body. Not thread-safe. */
sealed interface ChunkCheck {
  /** Takes what follows the size on the line of a chunk; empty if nothing does. */
  void header(String extension);

  /** Takes some of the data of the chunk. */
  void data(byte[] buffer, int offset, int length);

  /**
   * Judges the chunk, now that it is complete.
   *
   * @throws S3Exception {@link S3Error#SIGNATURE_DOES_NOT_MATCH}
   */
  void endOfChunk();

  /**
   * Judges the trailer.
   *
   * @param canonical its header, as {@code name:value} and a line feed
   * @throws S3Exception {@link S3Error#SIGNATURE_DOES_NOT_MATCH}
   */
  void trailer(String canonical, String signature);

  static ChunkCheck signed(ChunkSigner signer) {
    return new Signed(signer);
  }

  static ChunkCheck none() {
    return new None();
  }

  /** Each chunk's signature covers its data and the signature before it. */
  final class Signed implements ChunkCheck {
    private static final String PREFIX = ";chunk-signature=";

    private final ChunkSigner signer;
    private final MessageDigest digest = Sha256.start();
    private String signature = "";

    private Signed(ChunkSigner signer) {
      this.signer = signer;
    }

    @Override
    public void header(String extension) {
      if (!extension.startsWith(PREFIX)) {
        throw VerifyingInputStream.incomplete("A chunk of the body has no chunk-signature");
      }
      signature = extension.substring(PREFIX.length());
    }

    @Override
    public void data(byte[] buffer, int offset, int length) {
      digest.update(buffer, offset, length);
    }

    @Override
    public void endOfChunk() {
      compare(signer.chunk(digest.digest()), signature, "a chunk");
    }

    @Override
    public void trailer(String canonical, String trailerSignature) {
      digest.update(canonical.getBytes(StandardCharsets.ISO_8859_1));
      compare(signer.trailer(digest.digest()), trailerSignature, "the trailer");
    }

    private static void compare(String expected, String provided, String what) {
      // A constant-time comparison: how far it got must not help in guessing the rest.
      boolean same =
          MessageDigest.isEqual(
              expected.getBytes(StandardCharsets.ISO_8859_1),
              provided.getBytes(StandardCharsets.ISO_8859_1));
      if (!same) {
        throw new S3Exception(
                S3Error.SIGNATURE_DOES_NOT_MATCH,
                "The signature we calculated for "
                    + what
                    + " of the body does not match the one you provided")
            .with("SignatureProvided", provided);
      }
    }
  }

  /** Nothing does. */
  final class None implements ChunkCheck {
    private None() {}

    @Override
    public void header(String extension) {
      if (!extension.isEmpty()) {
        throw VerifyingInputStream.incomplete(
            "A chunk of an unsigned body has more than a size on its line");
      }
    }

    @Override
    public void data(byte[] buffer, int offset, int length) {}

    @Override
    public void endOfChunk() {}

    @Override
    public void trailer(String canonical, String signature) {}
  }
}

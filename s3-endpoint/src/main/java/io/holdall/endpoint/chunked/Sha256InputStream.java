package io.holdall.endpoint.chunked;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A plain body that must have a given SHA-256 (CHUNK-12). */
final class Sha256InputStream extends VerifyingInputStream {
  private final InputStream in;
  private final String expected;
  private final MessageDigest digest = Sha256.start();

  private Sha256InputStream(InputStream in, long length, String expected) {
    super(length);
    this.in = in;
    this.expected = expected;
  }

  static Sha256InputStream open(InputStream in, long length, String expected) throws IOException {
    Sha256InputStream stream = new Sha256InputStream(in, length, expected);
    stream.start();
    return stream;
  }

  @Override
  int readSome(byte[] buffer, int offset, int limit) throws IOException {
    int count = in.read(buffer, offset, limit);
    if (count < 0) {
      throw incomplete("The body ends before the length that Content-Length declares");
    }
    digest.update(buffer, offset, count);
    return count;
  }

  @Override
  void finish() {
    String computed = HexFormat.of().formatHex(digest.digest());
    if (!computed.equals(expected)) {
      throw new S3Exception(S3Error.X_AMZ_CONTENT_SHA256_MISMATCH)
          .with("ClientComputedContentSHA256", expected)
          .with("S3ComputedContentSHA256", computed);
    }
  }
}

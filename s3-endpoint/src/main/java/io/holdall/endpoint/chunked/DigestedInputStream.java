package io.holdall.endpoint.chunked;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentMd5;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.spi.Digests;
import io.holdall.spi.RunningChecksum;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;

/** Compares the digests of a body with those declared, before it hands out the last byte. */
final class DigestedInputStream extends VerifyingInputStream {
  private final InputStream in;
  private final Optional<ContentMd5> expectedMd5;
  private final MessageDigest md5;
  private final Optional<RunningChecksum> checksum;
  private final Supplier<Checksum> expectedChecksum;

  private DigestedInputStream(
      RequestBody body,
      Optional<ContentMd5> md5,
      Optional<ChecksumAlgorithm> algorithm,
      Supplier<Checksum> expected) {
    super(body.length());
    this.in = body.stream();
    this.expectedMd5 = md5;
    this.md5 = Digests.md5();
    this.checksum = algorithm.map(Digests::start);
    this.expectedChecksum = expected;
  }

  static DigestedInputStream open(
      RequestBody body,
      Optional<ContentMd5> md5,
      Optional<ChecksumAlgorithm> algorithm,
      Supplier<Checksum> expected)
      throws IOException {
    DigestedInputStream stream = new DigestedInputStream(body, md5, algorithm, expected);
    stream.start();
    return stream;
  }

  @Override
  int readSome(byte[] buffer, int offset, int limit) throws IOException {
    int count = in.read(buffer, offset, limit);
    if (count < 0) {
      throw incomplete("The body has fewer bytes than Content-Length declares");
    }
    if (expectedMd5.isPresent()) {
      md5.update(buffer, offset, count);
    }
    if (checksum.isPresent()) {
      checksum.get().update(buffer, offset, count);
    }
    return count;
  }

  @Override
  void finish() {
    if (expectedMd5.isPresent()) {
      ContentMd5 calculated = ContentMd5.of(md5.digest());
      if (!calculated.equals(expectedMd5.get())) {
        throw new S3Exception(
                S3Error.BAD_DIGEST, "The Content-MD5 you specified did not match what we received.")
            .with("ExpectedDigest", expectedMd5.get().value())
            .with("CalculatedDigest", calculated.value());
      }
    }
    if (checksum.isPresent()) {
      Checksum calculated = checksum.get().value();
      if (!calculated.equals(expectedChecksum.get())) {
        throw new S3Exception(
            S3Error.BAD_DIGEST,
            "The "
                + calculated.algorithm()
                + " you specified did not match the calculated checksum.");
      }
    }
  }
}

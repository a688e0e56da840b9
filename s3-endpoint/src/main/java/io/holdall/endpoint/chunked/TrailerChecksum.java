package io.holdall.endpoint.chunked;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes the checksum out of a trailer. Not thread-safe. */
public final class TrailerChecksum implements TrailerListener, Supplier<Checksum> {
  private final ChecksumAlgorithm algorithm;
  private @Nullable Checksum checksum;

  /**
   * @param algorithm that the request announced
   */
  public TrailerChecksum(ChecksumAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  public ChecksumAlgorithm algorithm() {
    return algorithm;
  }

  /** Refuses what is no checksum with {@link S3Error#INVALID_REQUEST} (CHUNK-09). */
  @Override
  public void trailer(String name, String value) {
    try {
      checksum = Checksum.parse(algorithm, value);
    } catch (IllegalArgumentException e) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST, "Value for " + name + " trailing header is invalid.", e);
    }
  }

  /**
   * @throws IllegalStateException before the end of the body
   */
  @Override
  public Checksum get() {
    if (checksum == null) {
      throw new IllegalStateException("the trailer has not been read yet");
    }
    return checksum;
  }
}

package io.holdall.s3;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.spi.DriverException;
import io.holdall.spi.Payload;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Which checksums requests carry and ask for. Immutable. */
final class ChecksumPolicy {
  private final Optional<ChecksumAlgorithm> byDefault;
  private final boolean askedBack;
  private final boolean serversDefault;

  ChecksumPolicy(ChecksumMode mode, Set<Feature> features) {
    this.byDefault =
        mode == ChecksumMode.WHEN_REQUIRED
            ? Optional.empty()
            : features.contains(Feature.CHECKSUM_CRC64NVME)
                ? Optional.of(ChecksumAlgorithm.CRC64NVME)
                : Optional.of(ChecksumAlgorithm.CRC32)
                    .filter(algorithm -> features.contains(algorithm.feature()));
    // S3 computes that one by itself for what comes without (CHK-09, CHK-24).
    this.serversDefault =
        features.contains(Feature.DEFAULT_CHECKSUM)
            && byDefault.filter(ChecksumAlgorithm.CRC64NVME::equals).isPresent();
    this.askedBack =
        Arrays.stream(ChecksumAlgorithm.values())
            .map(ChecksumAlgorithm::feature)
            .anyMatch(features::contains);
  }

  /** For a body that is put in one piece. */
  Optional<ChecksumAlgorithm> forPut(PutOptions options, Payload payload) {
    return options
        .checksumAlgorithm()
        .or(() -> payload.expectedChecksum().map(Checksum::algorithm))
        .or(() -> byDefault);
  }

  /** That an upload declares. */
  Optional<ChecksumAlgorithm> forUpload(PutOptions options) {
    return options.checksumAlgorithm().or(() -> serversDefault ? Optional.empty() : byDefault);
  }

  /**
   * For a part.
   *
   * @param declared by its upload
   * @throws DriverException {@link ErrorCode#INVALID_REQUEST} if the payload comes with another
   *     than was asked for when the upload was started
   */
  Optional<ChecksumAlgorithm> forPart(Optional<ChecksumAlgorithm> declared, Payload payload) {
    Optional<ChecksumAlgorithm> given = payload.expectedChecksum().map(Checksum::algorithm);
    boolean ours = !serversDefault && declared.equals(byDefault);
    if (declared.isPresent() && given.isPresent() && !ours && !declared.equals(given)) {
      throw new DriverException(
          ErrorCode.INVALID_REQUEST,
          "the upload was started with %s, so a part cannot come with %s (CHK-23)"
              .formatted(declared.get(), given.get()));
    }
    return declared.or(() -> given).or(() -> byDefault);
  }

  /** Whether bodies travel with checksums that nobody asked for. */
  boolean isEager() {
    return byDefault.isPresent();
  }

  /** Whether reads ask for the checksum that the store keeps. */
  boolean isAskedBack() {
    return askedBack;
  }
}

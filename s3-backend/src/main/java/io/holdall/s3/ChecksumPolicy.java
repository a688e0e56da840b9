package io.holdall.s3;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.spi.Payload;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Which checksums requests carry and ask for. Immutable. */
final class ChecksumPolicy {
  private final Optional<ChecksumAlgorithm> byDefault;
  private final boolean askedBack;

  ChecksumPolicy(ChecksumMode mode, Set<Feature> features) {
    this.byDefault =
        mode == ChecksumMode.WHEN_REQUIRED
            ? Optional.empty()
            : features.contains(Feature.CHECKSUM_CRC64NVME)
                ? Optional.of(ChecksumAlgorithm.CRC64NVME)
                : Optional.of(ChecksumAlgorithm.CRC32)
                    .filter(algorithm -> features.contains(algorithm.feature()));
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

  /** For an upload as a whole. */
  Optional<ChecksumAlgorithm> forUpload(PutOptions options) {
    return options.checksumAlgorithm().or(() -> byDefault);
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

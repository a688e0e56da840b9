package io.holdall.engine;

import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;

/** An algorithm and what it is computed over. Invariant: the algorithm supports it (CHK-20). */
public record ChecksumKind(ChecksumAlgorithm algorithm, ChecksumType type) {
  /** What a blob gets whose writer declared nothing (CHK-09, CHK-24). */
  static final ChecksumKind DEFAULT =
      new ChecksumKind(ChecksumAlgorithm.CRC64NVME, ChecksumType.FULL_OBJECT);

  public ChecksumKind {
    if (!algorithm.supports(type)) {
      throw new IllegalArgumentException(algorithm + " has no " + type + " checksums");
    }
  }
}

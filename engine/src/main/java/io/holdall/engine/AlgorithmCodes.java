package io.holdall.engine;

import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;

/** How records spell the algorithms and types of checksums. Never changed, only added to. */
final class AlgorithmCodes {
  private AlgorithmCodes() {}

  static int code(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC32 -> 1;
      case CRC32C -> 2;
      case CRC64NVME -> 3;
      case SHA1 -> 4;
      case SHA256 -> 5;
    };
  }

  /**
   * @throws IllegalArgumentException if no algorithm has the code
   */
  static ChecksumAlgorithm algorithm(int code) {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      if (code(algorithm) == code) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException("no checksum algorithm has the code " + code);
  }

  static int code(ChecksumType type) {
    return switch (type) {
      case FULL_OBJECT -> 1;
      case COMPOSITE -> 2;
    };
  }

  /**
   * @throws IllegalArgumentException if no type has the code
   */
  static ChecksumType type(int code) {
    for (ChecksumType type : ChecksumType.values()) {
      if (code(type) == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("no checksum type has the code " + code);
  }
}

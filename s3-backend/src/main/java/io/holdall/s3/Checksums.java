package io.holdall.s3;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Checksums between the SDK's one member for each algorithm and our one value for all. Pure
 * functions.
 */
final class Checksums {
  private Checksums() {}

  /** Our algorithm of this name; empty for none and for those that S3 has beyond ours (CHK-01). */
  static Optional<ChecksumAlgorithm> algorithm(@Nullable String name) {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      if (algorithm.name().equals(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** Our type of this name, if there is one. */
  static Optional<ChecksumType> type(@Nullable String name) {
    for (ChecksumType type : ChecksumType.values()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  static software.amazon.awssdk.services.s3.model.ChecksumAlgorithm sdk(
      ChecksumAlgorithm algorithm) {
    return software.amazon.awssdk.services.s3.model.ChecksumAlgorithm.fromValue(algorithm.name());
  }

  /**
   * The checksum among the fields of an answer.
   *
   * @param field gives the value of the SDK's field of a name
   */
  static Optional<Checksum> read(Function<String, Optional<String>> field) {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      Optional<String> value = field.apply("Checksum" + algorithm.name());
      if (value.isPresent()) {
        return parse(algorithm, value.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<Checksum> parse(ChecksumAlgorithm algorithm, String value) {
    try {
      return Optional.of(Checksum.parse(algorithm, value));
    } catch (IllegalArgumentException e) {
      // Not the checksum of anything: a store that keeps none, or something of its own.
      return Optional.empty();
    }
  }

  static void write(PutObjectRequest.Builder request, Checksum checksum) {
    String value = checksum.value();
    switch (checksum.algorithm()) {
      case CRC32 -> request.checksumCRC32(value);
      case CRC32C -> request.checksumCRC32C(value);
      case CRC64NVME -> request.checksumCRC64NVME(value);
      case SHA1 -> request.checksumSHA1(value);
      case SHA256 -> request.checksumSHA256(value);
    }
  }

  static void write(UploadPartRequest.Builder request, Checksum checksum) {
    String value = checksum.value();
    switch (checksum.algorithm()) {
      case CRC32 -> request.checksumCRC32(value);
      case CRC32C -> request.checksumCRC32C(value);
      case CRC64NVME -> request.checksumCRC64NVME(value);
      case SHA1 -> request.checksumSHA1(value);
      case SHA256 -> request.checksumSHA256(value);
    }
  }

  static void write(CompletedPart.Builder part, Checksum checksum) {
    String value = checksum.value();
    switch (checksum.algorithm()) {
      case CRC32 -> part.checksumCRC32(value);
      case CRC32C -> part.checksumCRC32C(value);
      case CRC64NVME -> part.checksumCRC64NVME(value);
      case SHA1 -> part.checksumSHA1(value);
      case SHA256 -> part.checksumSHA256(value);
    }
  }

  static void write(CompleteMultipartUploadRequest.Builder request, Checksum checksum) {
    String value = checksum.value();
    switch (checksum.algorithm()) {
      case CRC32 -> request.checksumCRC32(value);
      case CRC32C -> request.checksumCRC32C(value);
      case CRC64NVME -> request.checksumCRC64NVME(value);
      case SHA1 -> request.checksumSHA1(value);
      case SHA256 -> request.checksumSHA256(value);
    }
  }
}

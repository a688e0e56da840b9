package io.holdall;

import java.util.Optional;

/**
 * How a body is put as a multipart upload: what is said at its start and what at its end (MPU-01,
 * COND-10, CHK-27).
 *
 * @param start without a condition
 * @param storeVerifies whether the store checks all that is expected of the body
 */
record UploadPlan(PutOptions start, CompleteOptions completion, boolean storeVerifies) {

  /**
   * A checksum that the body expects can be left to the store if it may be computed over the whole
   * body; an MD5 never can.
   */
  static UploadPlan of(PutOptions options, Body body) {
    PutOptions start = options.condition(WriteCondition.always());
    CompleteOptions completion = CompleteOptions.defaults().condition(options.condition());
    boolean storeVerifies = body.expectedMd5().isEmpty();
    if (body.expectedChecksum().isPresent()) {
      Checksum expected = body.expectedChecksum().get();
      ChecksumAlgorithm algorithm = options.checksumAlgorithm().orElse(expected.algorithm());
      boolean whole =
          algorithm == expected.algorithm() && isWhole(algorithm, options.checksumType());
      if (whole) {
        start = start.checksum(algorithm, ChecksumType.FULL_OBJECT);
        completion = completion.expecting(expected);
      } else if (options.checksumAlgorithm().isEmpty()) {
        start = start.checksum(algorithm);
      }
      storeVerifies &= whole;
    }
    return new UploadPlan(start, completion, storeVerifies);
  }

  private static boolean isWhole(ChecksumAlgorithm algorithm, Optional<ChecksumType> type) {
    return algorithm.supports(ChecksumType.FULL_OBJECT)
        && type.orElse(ChecksumType.FULL_OBJECT) == ChecksumType.FULL_OBJECT;
  }
}

package io.holdall.s3;

import io.holdall.ChecksumAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which checksum each upload was started with: parts must have no other (CHK-23), and theirs are
 * shown and named at its completion, or are not (CHK-24, CHK-26). Uploads started here are
 * remembered, the others asked for. Thread-safe.
 */
final class UploadChecksums {
  private static final int REMEMBERED = 1000;

  private final Map<String, Optional<ChecksumAlgorithm>> known = new LinkedHashMap<>();

  synchronized void remember(String uploadId, Optional<ChecksumAlgorithm> algorithm) {
    known.put(uploadId, algorithm);
    if (known.size() > REMEMBERED) {
      known.remove(known.keySet().iterator().next());
    }
  }

  synchronized void forget(String uploadId) {
    known.remove(uploadId);
  }

  private synchronized Optional<Optional<ChecksumAlgorithm>> remembered(String uploadId) {
    return Optional.ofNullable(known.get(uploadId));
  }

  /** Empty if the upload was started without. */
  Optional<ChecksumAlgorithm> of(String uploadId, Supplier<Optional<ChecksumAlgorithm>> asked) {
    return remembered(uploadId)
        .orElseGet(
            () -> {
              Optional<ChecksumAlgorithm> algorithm = asked.get();
              remember(uploadId, algorithm);
              return algorithm;
            });
  }
}

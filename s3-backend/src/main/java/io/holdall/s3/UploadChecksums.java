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

  private final Map<String, Declared> known = new LinkedHashMap<>();

  /**
   * What an upload has declared.
   *
   * @param isKnown false if it could not be asked
   * @param algorithm empty if it was started without one, or if that is not known
   */
  record Declared(boolean isKnown, Optional<ChecksumAlgorithm> algorithm) {
    static Declared known(Optional<ChecksumAlgorithm> algorithm) {
      return new Declared(true, algorithm);
    }

    static Declared unknown() {
      return new Declared(false, Optional.empty());
    }
  }

  synchronized void remember(String uploadId, Declared declared) {
    known.put(uploadId, declared);
    if (known.size() > REMEMBERED) {
      known.remove(known.keySet().iterator().next());
    }
  }

  synchronized void forget(String uploadId) {
    known.remove(uploadId);
  }

  private synchronized Optional<Declared> remembered(String uploadId) {
    return Optional.ofNullable(known.get(uploadId));
  }

  Declared of(String uploadId, Supplier<Declared> asked) {
    return remembered(uploadId)
        .orElseGet(
            () -> {
              Declared declared = asked.get();
              remember(uploadId, declared);
              return declared;
            });
  }
}

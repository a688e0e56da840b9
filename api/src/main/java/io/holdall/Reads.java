package io.holdall;

import java.util.Optional;

/** Opens and examines blobs. */
final class Reads {
  private Reads() {}

  static Blob get(Access access, String key, GetOptions options) {
    if (options.part().isPresent()) {
      access.need(Feature.PART_READS, Operation.GET, key);
    }
    return open(access, key, options, options.transfer().listener());
  }

  /** Opens without a check of features; the listener hears of the bytes as they are taken. */
  static PortableBlob open(
      Access access, String key, GetOptions options, TransferListener listener) {
    return new PortableBlob(
        access,
        key,
        access.call(Operation.GET, key, () -> access.driver().get(access.bucket(), key, options)),
        listener);
  }

  static Optional<BlobAttributes> head(Access access, String key, ReadConditions conditions) {
    return access.call(
        Operation.HEAD, key, () -> access.driver().head(access.bucket(), key, conditions));
  }
}

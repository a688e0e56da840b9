package io.holdall.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The ids of uploads: unguessable by 122 random bits, and telling to those who made them which
 * upload of which key they name, also when that has ended. Pure functions.
 */
final class UploadIds {
  /** How many bytes there are before the binding. */
  private static final int BOUND = 3 * Long.BYTES;

  private static final int LENGTH = BOUND + Integer.BYTES;

  private UploadIds() {}

  /** The id of the upload of a key that has this order among them. */
  static String make(String bucket, String key, long order, UUID random) {
    ByteBuffer bytes =
        ByteBuffer.allocate(LENGTH)
            .putLong(random.getMostSignificantBits())
            .putLong(random.getLeastSignificantBits())
            .putLong(order);
    bytes.putInt(binding(bucket, key, bytes.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** The order of the upload; empty if the id is none of that key's. */
  static OptionalLong order(String bucket, String key, String id) {
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(id);
      if (decoded.length != LENGTH) {
        return OptionalLong.empty();
      }
      ByteBuffer bytes = ByteBuffer.wrap(decoded);
      return bytes.getInt(BOUND) == binding(bucket, key, decoded)
          ? OptionalLong.of(bytes.getLong(2 * Long.BYTES))
          : OptionalLong.empty();
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  /** Ties the id to its key. */
  private static int binding(String bucket, String key, byte[] id) {
    CRC32C crc = new CRC32C();
    crc.update(id, 0, BOUND);
    crc.update((bucket + "/" + key).getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }
}

package io.holdall.local;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Names a body that has a file of its own. Drawn at random for each body and never again, so it
 * says nothing about the key, and a file that is left over can never pass for another body.
 */
record BodyId(long high, long low) {
  /** The length of an id in bytes. */
  static final int SIZE = 16;

  private static final int DIGITS = 2 * SIZE;
  private static final HexFormat HEX = HexFormat.of();

  static BodyId random() {
    UUID drawn = UUID.randomUUID();
    return new BodyId(drawn.getMostSignificantBits(), drawn.getLeastSignificantBits());
  }

  static BodyId decode(ByteBuffer src) {
    return new BodyId(src.getLong(), src.getLong());
  }

  void encode(ByteBuffer dst) {
    dst.putLong(high).putLong(low);
  }

  /** Returns the id that a file's name stands for, if it is one. */
  static Optional<BodyId> parse(String name) {
    if (name.length() != DIGITS || !name.chars().allMatch(BodyId::isDigit)) {
      return Optional.empty();
    }
    return Optional.of(
        new BodyId(
            HexFormat.fromHexDigitsToLong(name, 0, SIZE),
            HexFormat.fromHexDigitsToLong(name, SIZE, DIGITS)));
  }

  /** Capitals are not ours, and where case matters they would be another file. */
  private static boolean isDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** The file's name, 32 hexadecimal digits. */
  @Override
  public String toString() {
    return HEX.toHexDigits(high) + HEX.toHexDigits(low);
  }
}

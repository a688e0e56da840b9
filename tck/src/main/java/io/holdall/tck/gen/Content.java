package io.holdall.tck.gen;

import io.holdall.Body;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a blob, told by their number and a seed. Bytes of all values, in no order that a
 * mistake could leave unchanged.
 *
 * @param size in bytes
 * @param seed 0 to 255
 */
public record Content(int size, int seed) {
  /** What {@link #toString} calls. */
  public static final String METHOD = "pattern";

  /** The method that {@link #toString} calls, in Java. */
  public static final String SOURCE =
      """
      static byte[] pattern(int size, int seed) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
          int mixed = (i + seed * 31) * 0x9E3779B1;
          bytes[i] = (byte) (i == 0 ? seed : mixed ^ mixed >>> 15);
        }
        return bytes;
      }""";

  /** A new array of the bytes. */
  public byte[] bytes() {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      int mixed = (i + seed * 31) * 0x9E3779B1;
      bytes[i] = (byte) (i == 0 ? seed : mixed ^ mixed >>> 15);
    }
    return bytes;
  }

  public Body body() {
    return Body.of(bytes());
  }

  /** This content, with one byte more. */
  public Content longer() {
    return new Content(size + 1, seed);
  }

  /** The content that has these bytes, if there is one. */
  public static Optional<Content> recognise(byte[] bytes) {
    Content content = new Content(bytes.length, bytes.length == 0 ? 0 : bytes[0] & 0xFF);
    return Arrays.equals(content.bytes(), bytes) ? Optional.of(content) : Optional.empty();
  }

  /** As Java code. */
  @Override
  public String toString() {
    return METHOD + "(" + size + ", " + seed + ")";
  }
}

package io.holdall;

import java.util.HexFormat;
import java.util.Objects;

/**
 * The entity tag of a blob: it changes when the content changes, and with nothing else (PUT-10).
 * Compare it, store it, send it back in conditions; do not compute with it.
 *
 * <p>Invariants: not empty, without the surrounding quotes of HTTP, without a quote inside. For
 * blobs put in one piece it is the MD5 of the bytes in lower-case hex where the store has {@link
 * Feature#MD5_ETAG}; for multipart blobs {@code md5-of-part-md5s + "-" + count} (MPU-30).
 *
 * <p>Immutable and compact: an MD5 tag is kept as its 16 bytes and rendered when asked.
 */
public final class ETag {
  private static final int MD5_HEX = 32;

  private final long high;
  private final long low;

  /** Part count behind the dash; 0 for a plain MD5 tag. Meaningless when {@link #opaque} is set. */
  private final int parts;

  /** The text of a tag that is not MD5-shaped; empty otherwise. */
  private final String opaque;

  private ETag(long high, long low, int parts, String opaque) {
    this.high = high;
    this.low = low;
    this.parts = parts;
    this.opaque = opaque;
  }

  /**
   * Parses a tag, with or without its HTTP quotes.
   *
   * @throws IllegalArgumentException if nothing is left without the quotes, or a quote or a control
   *     character is inside
   */
  public static ETag of(String text) {
    String value = text;
    if (value.length() >= 2 && value.charAt(0) == '"' && value.charAt(value.length() - 1) == '"') {
      value = value.substring(1, value.length() - 1);
    }
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an ETag must not be empty");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c < ' ' || c == 0x7F) {
        throw new IllegalArgumentException(
            "an ETag must not contain a quote or a control character: " + text);
      }
    }
    return compact(value);
  }

  /**
   * The tag of a blob put in one piece.
   *
   * @param md5 16 bytes, not kept
   */
  public static ETag ofMd5(byte[] md5) {
    return fromDigest(md5, 0);
  }

  /**
   * The tag of a multipart blob.
   *
   * @param md5 16 bytes: the MD5 of the parts' MD5 digests, one after the other; not kept
   * @param parts how many parts, 1 to 10,000
   */
  public static ETag ofParts(byte[] md5, int parts) {
    if (parts < 1) {
      throw new IllegalArgumentException("a multipart ETag has at least one part, not " + parts);
    }
    return fromDigest(md5, parts);
  }

  private static ETag fromDigest(byte[] md5, int parts) {
    if (md5.length != 16) {
      throw new IllegalArgumentException("an MD5 digest has 16 bytes, not " + md5.length);
    }
    return new ETag(longAt(md5, 0), longAt(md5, 8), parts, "");
  }

  private static long longAt(byte[] bytes, int offset) {
    long value = 0;
    for (int i = offset; i < offset + 8; i++) {
      value = (value << 8) | (bytes[i] & 0xFF);
    }
    return value;
  }

  private static ETag compact(String value) {
    ETag shaped = null;
    int dash = value.indexOf('-');
    String hex = dash < 0 ? value : value.substring(0, dash);
    if (hex.length() == MD5_HEX && isLowerHex(hex)) {
      int parts = dash < 0 ? 0 : partCount(value.substring(dash + 1));
      if (parts >= 0) {
        shaped =
            new ETag(
                HexFormat.fromHexDigitsToLong(hex, 0, 16),
                HexFormat.fromHexDigitsToLong(hex, 16, MD5_HEX),
                parts,
                "");
      }
    }
    return shaped != null ? shaped : new ETag(0, 0, 0, value);
  }

  private static boolean isLowerHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** The count that a suffix spells in its only spelling, or -1. */
  private static int partCount(String digits) {
    if (digits.isEmpty() || digits.length() > 5 || digits.charAt(0) == '0') {
      return -1;
    }
    return digits.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(digits) : -1;
  }

  /** The tag without quotes. */
  public String value() {
    if (!opaque.isEmpty()) {
      return opaque;
    }
    HexFormat hex = HexFormat.of();
    String md5 = hex.toHexDigits(high) + hex.toHexDigits(low);
    return parts == 0 ? md5 : md5 + "-" + parts;
  }

  /** The tag as HTTP and S3's XML spell it: in quotes (HTTP-17). */
  public String quoted() {
    return '"' + value() + '"';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ETag that
        && high == that.high
        && low == that.low
        && parts == that.parts
        && opaque.equals(that.opaque);
  }

  @Override
  public int hashCode() {
    return Objects.hash(high, low, parts, opaque);
  }

  /** Same as {@link #value()}. */
  @Override
  public String toString() {
    return value();
  }
}

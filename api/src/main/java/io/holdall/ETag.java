package io.holdall;

import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entity tag of a blob: it changes when the content changes, and with nothing else (PUT-10).
 * Compare it, store it, send it back in conditions; do not compute with it.
 *
 * <p>Invariants: not empty, without the surrounding quotes of HTTP, of printable ASCII, which is
 * all that can be signed and sent as a header, without a quote inside and a space at either end.
 * For blobs put in one piece it is the MD5 of the bytes in lower-case hex where the store has
 * {@link Feature#MD5_ETAG}; for multipart blobs {@code md5-of-part-md5s + "-" + count} (MPU-30).
 *
 * <p>Immutable and compact: a plain MD5 tag is kept as its 16 bytes and rendered when asked.
 */
public final class ETag {
  private static final int MD5_BYTES = 16;
  private static final int MD5_HEX = 2 * MD5_BYTES;

  private final long high;
  private final long low;

  /** The text of a tag that is not a plain MD5; null for one that is. */
  private final @Nullable String text;

  private ETag(long high, long low) {
    this.high = high;
    this.low = low;
    this.text = null;
  }

  private ETag(String text) {
    this.high = 0;
    this.low = 0;
    this.text = text;
  }

  /**
   * Parses a tag, with or without its HTTP quotes.
   *
   * @throws IllegalArgumentException if what is left without the quotes breaks the invariants
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
      if (c == '"' || c < ' ' || c > '~') {
        throw new IllegalArgumentException(
            "an ETag must be printable ASCII without a quote: " + text);
      }
    }
    if (value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ') {
      throw new IllegalArgumentException(
          "an ETag must not begin or end with a space: \"" + value + "\"");
    }
    return isMd5(value)
        ? new ETag(
            HexFormat.fromHexDigitsToLong(value, 0, MD5_BYTES),
            HexFormat.fromHexDigitsToLong(value, MD5_BYTES, MD5_HEX))
        : new ETag(value);
  }

  /**
   * The tag of a blob put in one piece.
   *
   * @param md5 16 bytes, not kept
   */
  public static ETag ofMd5(byte[] md5) {
    if (md5.length != MD5_BYTES) {
      throw new IllegalArgumentException("an MD5 digest has 16 bytes, not " + md5.length);
    }
    return new ETag(longAt(md5, 0), longAt(md5, Long.BYTES));
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
    return new ETag(ofMd5(md5).value() + "-" + parts);
  }

  private static long longAt(byte[] bytes, int offset) {
    long value = 0;
    for (int i = offset; i < offset + Long.BYTES; i++) {
      value = (value << 8) | (bytes[i] & 0xFF);
    }
    return value;
  }

  /** Whether it is the one spelling in which 16 bytes are rendered. */
  private static boolean isMd5(String value) {
    boolean isHex = value.length() == MD5_HEX;
    for (int i = 0; isHex && i < MD5_HEX; i++) {
      char c = value.charAt(i);
      isHex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return isHex;
  }

  /** The tag without quotes. */
  public String value() {
    if (text != null) {
      return text;
    }
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
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
        && Objects.equals(text, that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(high, low, text);
  }

  /** Same as {@link #value()}. */
  @Override
  public String toString() {
    return value();
  }
}

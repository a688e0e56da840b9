package io.holdall.spi;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Percent-encoding over UTF-8 as S3 signs it. Pure functions.
 *
 * <p>Decoding is no part of it: a server must be strict about what it is asked for, and a client
 * lenient about what vendors answer, plus signs for spaces among it.
 */
public final class PercentEncoding {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final Pattern DOTS = Pattern.compile("(?<![^/])\\.\\.?(?![^/])");

  private PercentEncoding() {}

  /**
   * Encodes every byte outside {@code A-Z a-z 0-9 - . _ ~} as {@code %XX} with upper-case digits
   * (AUTH-02).
   *
   * @throws IllegalArgumentException if the text has a surrogate without its partner, which no
   *     UTF-8 can express
   */
  public static String encode(String text) {
    return encode(text, false);
  }

  /** As {@link #encode}, but {@code /} stays. */
  public static String encodePath(String text) {
    return encode(text, true);
  }

  /**
   * As {@link #encodePath}, but dots alone in a segment are written as {@code %2E}, which decodes
   * to the same and thus has the same signature: clients that tidy paths then leave them be
   * (KEY-09).
   */
  public static String encodeUrlPath(String text) {
    String encoded = encodePath(text);
    return encoded.contains(".")
        ? DOTS.matcher(encoded).replaceAll(dots -> "%2E".repeat(dots.end() - dots.start()))
        : encoded;
  }

  private static String encode(String text, boolean keepSlash) {
    int plain = 0;
    while (plain < text.length() && stays(text.charAt(plain), keepSlash)) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    ByteBuffer bytes;
    try {
      bytes =
          StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text, plain, text.length()));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "not expressible in UTF-8, it has a surrogate without its partner", e);
    }
    StringBuilder encoded = new StringBuilder(text.length() + 16).append(text, 0, plain);
    while (bytes.hasRemaining()) {
      int b = bytes.get() & 0xff;
      if (stays(b, keepSlash)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX[b >> 4]).append(HEX[b & 0xf]);
      }
    }
    return encoded.toString();
  }

  private static boolean stays(int b, boolean keepSlash) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~'
        || (b == '/' && keepSlash);
  }
}

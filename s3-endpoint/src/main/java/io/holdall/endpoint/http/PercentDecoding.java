package io.holdall.endpoint.http;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Undoes percent-encoding over UTF-8. Encoded text arrives as the bytes of the request line seen as
 * ISO-8859-1: a character is a byte. Decoding is strict and happens once (KEY-05, KEY-11).
 */
public final class PercentDecoding {
  private PercentDecoding() {}

  /**
   * Decodes a path or a part of one; {@code +} is a plus.
   *
   * @throws S3Exception {@link S3Error#INVALID_URI} for a broken escape, or bytes that are not
   *     UTF-8
   */
  public static String decodePath(String raw) {
    return decode(raw, false);
  }

  /**
   * Decodes a name or value of a query; {@code +} is a space.
   *
   * @throws S3Exception {@link S3Error#INVALID_URI} for a broken escape, or bytes that are not
   *     UTF-8
   */
  public static String decodeQuery(String raw) {
    return decode(raw, true);
  }

  private static String decode(String raw, boolean plusIsSpace) {
    int plain = 0;
    while (plain < raw.length() && isPlain(raw.charAt(plain), plusIsSpace)) {
      plain++;
    }
    if (plain == raw.length()) {
      return raw;
    }
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        if (i + 2 >= raw.length()) {
          throw new S3Exception(S3Error.INVALID_URI, "The URI ends within a percent-escape");
        }
        int high = hexDigit(raw.charAt(++i));
        int low = hexDigit(raw.charAt(++i));
        bytes[length++] = (byte) (high << 4 | low);
      } else if (c == '+' && plusIsSpace) {
        bytes[length++] = ' ';
      } else {
        bytes[length++] = (byte) c;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new S3Exception(S3Error.INVALID_URI, "The URI does not decode to UTF-8", e);
    }
  }

  private static boolean isPlain(char c, boolean plusIsSpace) {
    return c != '%' && c < 0x80 && !(c == '+' && plusIsSpace);
  }

  private static int hexDigit(char c) {
    // Character.digit alone would also take digits of other scripts.
    int digit = c < 0x80 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw new S3Exception(
          S3Error.INVALID_URI,
          "The URI has a percent sign that is not followed by two hexadecimal digits");
    }
    return digit;
  }
}

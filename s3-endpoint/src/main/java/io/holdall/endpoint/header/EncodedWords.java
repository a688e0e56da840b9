package io.holdall.endpoint.header;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The encoded words of RFC 2047, in which values of user metadata travel that are not plain ASCII
 * (META-06 to META-08).
 */
final class EncodedWords {
  private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]+)\\?([bBqQ])\\?([^?\\s]*)\\?=");

  private EncodedWords() {}

  /**
   * The text with its encoded words decoded; white space between two of them goes with the
   * encoding. A word that cannot be decoded stands for itself (META-08).
   */
  static String decode(String text) {
    if (!text.contains("=?")) {
      return text;
    }
    StringBuilder decoded = new StringBuilder();
    Matcher word = WORD.matcher(text);
    int end = 0;
    boolean behindWord = false;
    while (word.find()) {
      String between = text.substring(end, word.start());
      Optional<String> value = value(word.group(1), word.group(2), word.group(3));
      if (!(behindWord && value.isPresent() && between.isBlank())) {
        decoded.append(between);
      }
      decoded.append(value.orElse(word.group()));
      behindWord = value.isPresent();
      end = word.end();
    }
    return decoded.append(text, end, text.length()).toString();
  }

  private static Optional<String> value(String charset, String encoding, String text) {
    try {
      byte[] bytes =
          encoding.toUpperCase(Locale.ROOT).equals("B")
              ? Base64.getDecoder().decode(text)
              : quoted(text);
      return Optional.of(
          Charset.forName(charset).newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static byte[] quoted(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        if (i + 2 >= text.length()) {
          throw new IllegalArgumentException("an escape without its two digits");
        }
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(c == '_' ? ' ' : c);
      }
    }
    return bytes.toByteArray();
  }

  /**
   * The text itself if a header can carry it and no reader would take it for encoded; otherwise one
   * encoded word, readable (Q) where more than half of the characters are ASCII and Base64 (B)
   * elsewhere, which agrees with what was recorded of S3 (META-07).
   */
  static String encode(String text) {
    long plain = text.chars().filter(EncodedWords::isPlain).count();
    if (plain == text.length() && !WORD.matcher(text).find()) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return plain * 2 > text.length()
        ? "=?UTF-8?Q?" + quote(bytes) + "?="
        : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
  }

  private static String quote(byte[] bytes) {
    StringBuilder quoted = new StringBuilder(bytes.length * 3);
    for (byte b : bytes) {
      int c = b & 0xff;
      if (c == ' ') {
        quoted.append('_');
      } else if (isPlain(c) && c != '=' && c != '?' && c != '_') {
        quoted.append((char) c);
      } else {
        quoted.append(String.format(Locale.ROOT, "=%02X", c));
      }
    }
    return quoted.toString();
  }

  private static boolean isPlain(int c) {
    return c >= ' ' && c < 0x7f;
  }
}

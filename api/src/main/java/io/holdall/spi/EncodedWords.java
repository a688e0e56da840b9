package io.holdall.spi;

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
 * (META-06 to META-08). Pure functions.
 */
public final class EncodedWords {
  private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]+)\\?([bBqQ])\\?([^?\\s]*)\\?=");
  private static final Pattern WORDS =
      Pattern.compile(WORD.pattern() + "(?:\\s+" + WORD.pattern() + ")*");

  private EncodedWords() {}

  /**
   * The text with its encoded words decoded; white space between two of them goes with the
   * encoding. A word that cannot be decoded stands for itself (META-08).
   */
  public static String decode(String text) {
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

  /**
   * What was meant by a text that may have gone through {@link #encode}, and need not have. As
   * {@link #decode} if it is encoded words alone that it took to say this; any other text stands
   * for itself. A server decodes all that it is sent, and a client only this: what S3 answers in
   * plain ASCII, or amid other text, it has kept that way.
   */
  public static String decodeEncoded(String text) {
    if (!WORDS.matcher(text).matches()) {
      return text;
    }
    String decoded = decode(text);
    return stays(decoded) ? text : decoded;
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
  public static String encode(String text) {
    if (stays(text)) {
      return text;
    }
    long plain = text.chars().filter(EncodedWords::isPlain).count();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return plain * 2 > text.length()
        ? "=?UTF-8?Q?" + quote(bytes) + "?="
        : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
  }

  private static boolean stays(String text) {
    return text.chars().allMatch(EncodedWords::isPlain) && !WORD.matcher(text).find();
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

package io.holdall.s3;

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
 * RFC 2047 for the values of user metadata: S3 decodes encoded words before it keeps a value, and
 * encodes values on the way out that are not plain ASCII (META-06). Pure functions.
 */
final class EncodedWords {
  private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]+)\\?([bBqQ])\\?([^?\\s]*)\\?=");
  private static final Pattern WORDS =
      Pattern.compile(WORD.pattern() + "(?:\\s+" + WORD.pattern() + ")*");

  private EncodedWords() {}

  /** The value as it is sent: itself, unless S3 would read it as something else. */
  static String encode(String value) {
    return isAscii(value) && !WORD.matcher(value).find()
        ? value
        : "=?UTF-8?B?"
            + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))
            + "?=";
  }

  /**
   * The value that a store means by what it sends. Plain ASCII that happens to look like an encoded
   * word is kept by S3 as it is and must not be decoded: S3 encodes only what is not ASCII, and
   * stores that keep headers as they come return the encoding of {@link #encode}.
   */
  static String decode(String sent) {
    if (!sent.startsWith("=?") || !WORDS.matcher(sent).matches()) {
      return sent;
    }
    return words(sent).filter(value -> !isAscii(value) || WORD.matcher(value).find()).orElse(sent);
  }

  private static Optional<String> words(String sent) {
    StringBuilder value = new StringBuilder();
    Matcher word = WORD.matcher(sent);
    while (word.find()) {
      try {
        Charset charset = Charset.forName(word.group(1));
        byte[] bytes =
            word.group(2).toUpperCase(Locale.ROOT).equals("B")
                ? Base64.getDecoder().decode(word.group(3))
                : quoted(word.group(3));
        value.append(charset.newDecoder().decode(ByteBuffer.wrap(bytes)));
      } catch (IllegalArgumentException | CharacterCodingException e) {
        // Damaged, or of a charset that is not known here (META-08): the text stands for itself.
        return Optional.empty();
      }
    }
    return Optional.of(value.toString());
  }

  private static byte[] quoted(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        if (i + 2 >= text.length()) {
          throw new IllegalArgumentException("a = without two hex digits");
        }
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(c == '_' ? ' ' : c);
      }
    }
    return bytes.toByteArray();
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}

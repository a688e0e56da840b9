package io.holdall.endpoint.header;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text in header fields. A field is bytes, which {@code Headers} shows as ISO-8859-1; as text they
 * are UTF-8, so that what is not ASCII comes back as the bytes that were sent (PUT-43).
 */
final class HeaderText {
  private HeaderText() {}

  /**
   * The text of a field.
   *
   * @throws io.holdall.endpoint.error.S3Exception {@code InvalidArgument} if it is not UTF-8: it
   *     could not be given back as it is
   */
  static String decode(String name, String field) {
    if (field.chars().allMatch(c -> c < 0x80)) {
      return field.strip();
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(field.getBytes(StandardCharsets.ISO_8859_1)))
          .toString()
          .strip();
    } catch (CharacterCodingException e) {
      throw Arguments.invalid(name, field, "The header is not UTF-8");
    }
  }

  /** The field that carries a text. */
  static String encode(String text) {
    return text.chars().allMatch(c -> c < 0x80)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}

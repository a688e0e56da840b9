package io.holdall.spi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Text in HTTP headers. A header is bytes, which Java's HTTP libraries show as ISO-8859-1; as text
 * they are UTF-8, so that what is not ASCII comes back as the bytes that were sent (PUT-43). Pure
 * functions.
 */
public final class HeaderText {
  private HeaderText() {}

  /**
   * The text of a header. Empty if it is not UTF-8, or has characters that are no bytes: a server
   * has to refuse what it could not give back as it is, and a client has to show it all the same.
   */
  public static Optional<String> decode(String header) {
    int highest = 0;
    for (int i = 0; i < header.length(); i++) {
      highest = Math.max(highest, header.charAt(i));
    }
    if (highest < 0x80) {
      return Optional.of(header);
    }
    if (highest > 0xff) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The header that carries a text. */
  public static String encode(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}

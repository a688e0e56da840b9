package io.holdall.s3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text in HTTP headers, of which an HTTP client shows each byte as one character. Pure functions.
 */
final class HeaderText {
  private HeaderText() {}

  /** What was meant: bytes beyond ASCII are UTF-8 wherever they can be (PUT-43). */
  static String read(String header) {
    boolean beyondAscii = false;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c > 0xFF) {
        return header;
      }
      beyondAscii |= c > 0x7F;
    }
    if (!beyondAscii) {
      return header;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return header;
    }
  }
}

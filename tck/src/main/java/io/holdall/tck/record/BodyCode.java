package io.holdall.tck.record;

import io.holdall.Body;
import io.holdall.tck.gen.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Spells bodies. Those that can be read only once must have been named. */
final class BodyCode {
  private static final int SPELLED_OUT = 64;

  private BodyCode() {}

  static String of(Body body, JavaCode code) {
    if (!body.isRepeatable()) {
      return "/* " + body + " */";
    }
    return "Body.of("
        + bytes(read(body))
        + ")"
        + body.expectedChecksum().map(it -> ".expecting(" + code.of(it) + ")").orElse("")
        + body.expectedMd5().map(it -> ".expecting(" + code.of(it) + ")").orElse("");
  }

  private static byte[] read(Body body) {
    try (InputStream stream = body.open()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String bytes(byte[] bytes) {
    if (bytes.length <= SPELLED_OUT) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return text.chars().allMatch(c -> c >= ' ' && c < 0x7F)
          ? JavaCode.quoted(text)
          : "HexFormat.of().parseHex(\"" + HexFormat.of().formatHex(bytes) + "\")";
    }
    return Content.recognise(bytes)
        .map(Content::toString)
        .orElseGet(
            () ->
                "/* %s bytes, hash %s */"
                    .formatted(bytes.length, HexFormat.of().toHexDigits(Arrays.hashCode(bytes))));
  }
}

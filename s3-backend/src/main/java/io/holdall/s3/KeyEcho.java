package io.holdall.s3;

import io.holdall.spi.XmlText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Lets documents be read that repeat a key which XML cannot carry: S3 writes its characters as
 * references that no parser takes (KEY-13), in errors and in answers to uploads. Nobody reads the
 * key there, so each is covered with as many question marks.
 */
final class KeyEcho {
  private static final Pattern REFERENCE =
      Pattern.compile("&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));");

  private KeyEcho() {}

  /** What the SDK can read of the body of an answer. */
  static Optional<InputStream> readable(
      SdkRequest request, boolean isSuccess, Optional<InputStream> body) {
    boolean isBlob = isSuccess && request instanceof GetObjectRequest;
    return isBlob || !isEchoed(request) ? body : body.map(KeyEcho::covered);
  }

  private static boolean isEchoed(SdkRequest request) {
    return request
        .getValueForField("Key", String.class)
        .filter(key -> !XmlText.canCarry(key))
        .isPresent();
  }

  private static InputStream covered(InputStream document) {
    try {
      // Each byte a character, whatever the encoding: only ASCII is looked for.
      String text = new String(document.readAllBytes(), StandardCharsets.ISO_8859_1);
      String readable = REFERENCE.matcher(text).replaceAll(KeyEcho::covered);
      return new ByteArrayInputStream(readable.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String covered(MatchResult reference) {
    String hex = reference.group(1);
    int character = hex != null ? Integer.parseInt(hex, 16) : Integer.parseInt(reference.group(2));
    boolean readable =
        character == '\r'
            || (Character.isValidCodePoint(character)
                && XmlText.canCarry(Character.toString(character)));
    return readable ? reference.group() : "?".repeat(reference.group().length());
  }
}

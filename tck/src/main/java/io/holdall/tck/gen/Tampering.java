package io.holdall.tck.gen;

import io.holdall.tck.trace.Secrets;
import java.net.URI;

/**
 * One character of a URL, in its key or behind, replaced by another one.
 *
 * <p>What comes before the key says where a run works. Elsewhere are the blobs of others, and a
 * server that looks at no signature would write there.
 *
 * @param position which one, counted round
 */
public record Tampering(int position) {

  /**
   * The URL with the character changed.
   *
   * @param key at the end of the path, of characters that are not escaped
   * @throws IllegalArgumentException if the path does not end with the key
   */
  public URI of(URI url, String key) {
    String text = url.toString();
    int start = url.toString().indexOf('/' + key + '?') + 1;
    if (start == 0 || !url.getRawPath().endsWith('/' + key)) {
      throw new IllegalArgumentException(
          "the path does not end with " + key + ": " + Secrets.masked(text));
    }
    int at = start + Math.floorMod(position, text.length() - start);
    // The characters of an escape are changed together: %2f is another spelling of %2F.
    while (isEscape(text, at)) {
      at = at + 1 < text.length() ? at + 1 : start;
    }
    return URI.create(text.substring(0, at) + another(text.charAt(at)) + text.substring(at + 1));
  }

  private static boolean isEscape(String text, int at) {
    return text.charAt(at) == '%'
        || text.charAt(at - 1) == '%'
        || (at > 1 && text.charAt(at - 2) == '%');
  }

  private static char another(char c) {
    return c == '9'
        ? '0'
        : c == 'z' ? 'a' : c == 'Z' ? 'A' : isAlphanumeric(c) ? (char) (c + 1) : 'x';
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}

package io.holdall.tck.gen;

import java.net.URI;

/**
 * One character of a URL, behind its authority, replaced by another one.
 *
 * @param position which one, counted round
 */
public record Tampering(int position) {

  /** The URL with the character changed. */
  public URI of(URI url) {
    String text = url.toString();
    int start = text.indexOf('/', text.indexOf("://") + 3) + 1;
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

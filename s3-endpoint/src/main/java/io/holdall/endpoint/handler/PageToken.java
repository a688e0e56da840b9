package io.holdall.endpoint.handler;

import io.holdall.Keys;
import io.holdall.endpoint.error.S3Exception;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A continuation token as clients see it. S3's clients need not say again where the listing began
 * (LIST-24), but the store's token is bound to that: so it goes along.
 */
record PageToken(String startAfter, String token) {
  /**
   * @throws S3Exception {@code InvalidArgument} for what is no token (LIST-25)
   */
  static PageToken parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || dot == text.length() - 1) {
      throw Listings.invalidToken(text);
    }
    try {
      byte[] start = Base64.getUrlDecoder().decode(text.substring(0, dot));
      PageToken token =
          new PageToken(new String(start, StandardCharsets.UTF_8), text.substring(dot + 1));
      if (token.text().equals(text)) {
        Keys.checkPrefix(token.startAfter());
        return token;
      }
      throw Listings.invalidToken(text);
    } catch (IllegalArgumentException e) {
      throw Listings.invalidToken(text);
    }
  }

  String text() {
    byte[] start = startAfter.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(start) + '.' + token;
  }
}

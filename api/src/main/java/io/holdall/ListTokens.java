package io.holdall;

import io.holdall.spi.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Continuation tokens: a driver's token behind a digest of it and of the request it belongs to, as
 * URL-safe text. The digest keeps honest callers from mistakes; it is no defence against forgers,
 * who gain nothing. Pure functions.
 */
final class ListTokens {
  private static final int DIGEST = 12;

  private ListTokens() {}

  static String wrap(String request, String driverToken) {
    byte[] token = driverToken.getBytes(StandardCharsets.UTF_8);
    byte[] wrapped =
        ByteBuffer.allocate(DIGEST + token.length).put(digest(request, token)).put(token).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(wrapped);
  }

  /** The driver's token, or empty if the text is not a token of this request. */
  static Optional<String> unwrap(String request, String text) {
    byte[] wrapped;
    try {
      wrapped = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (wrapped.length <= DIGEST) {
      return Optional.empty();
    }
    String driverToken =
        new String(wrapped, DIGEST, wrapped.length - DIGEST, StandardCharsets.UTF_8);
    // Written anew it must be the same text: Base64 has more than one spelling of some bytes.
    return wrap(request, driverToken).equals(text) ? Optional.of(driverToken) : Optional.empty();
  }

  private static byte[] digest(String request, byte[] token) {
    byte[] head = request.getBytes(StandardCharsets.UTF_8);
    byte[] all =
        ByteBuffer.allocate(4 + head.length + token.length)
            .putInt(head.length)
            .put(head)
            .put(token)
            .array();
    return Arrays.copyOf(Digests.of(ChecksumAlgorithm.SHA256, all).digest(), DIGEST);
  }
}

package io.holdall.endpoint.chunked;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one digest that this protocol signs; every Java platform must provide it. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.holdall.endpoint.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Derives signing keys (AUTH-04) and remembers them: a key stays the same for a day. Thread-safe.
 */
final class SigningKeys {
  // A few days of presigned URLs times the secrets in use; beyond that, starting over costs four
  // HMACs each.
  private static final int MAX_REMEMBERED = 1024;

  private final Map<Id, byte[]> remembered = new ConcurrentHashMap<>();

  private record Id(String secretAccessKey, CredentialScope scope) {}

  byte[] get(Credentials credentials, CredentialScope scope) {
    if (remembered.size() >= MAX_REMEMBERED) {
      remembered.clear();
    }
    return remembered.computeIfAbsent(
        new Id(credentials.secretAccessKey(), scope),
        id -> derive(id.secretAccessKey(), id.scope()));
  }

  int size() {
    return remembered.size();
  }

  static byte[] derive(String secretAccessKey, CredentialScope scope) {
    byte[] secret = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
    byte[] day = Digests.hmac(secret, scope.day());
    byte[] region = Digests.hmac(day, scope.region());
    byte[] service = Digests.hmac(region, CredentialScope.SERVICE);
    return Digests.hmac(service, CredentialScope.TERMINATOR);
  }
}

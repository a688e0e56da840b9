package io.holdall.endpoint.sigv4;

import java.util.Optional;

/** Finds the secret that belongs to an access key id. Called by many threads at once. */
@FunctionalInterface
public interface CredentialsLookup {
  /** The credentials under the id, or nothing if nobody has it. */
  Optional<Credentials> find(String accessKeyId);

  /** Knows one pair only. */
  static CredentialsLookup only(Credentials credentials) {
    Optional<Credentials> known = Optional.of(credentials);
    return id -> id.equals(credentials.accessKeyId()) ? known : Optional.empty();
  }
}

package io.holdall.endpoint.sigv4;

import org.jspecify.annotations.Nullable;

/**
 * An access key with its secret.
 *
 * <p>Neither id nor secret is empty. The id can stand in a request's credential (AUTH-01): it has
 * no commas, spaces or control characters and begins with no slash. {@code sessionToken} is null
 * for long-term credentials and otherwise must come with every request (AUTH-12). {@link #toString}
 * shows the id alone.
 */
public record Credentials(
    String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
  public Credentials {
    if (accessKeyId.isEmpty()) {
      throw new IllegalArgumentException("the access key id is empty");
    }
    if (!CredentialScope.canName(accessKeyId) || accessKeyId.startsWith("/")) {
      throw new IllegalArgumentException(
          "an access key id is a word without commas, spaces and control characters that begins with no slash, not \"%s\""
              .formatted(accessKeyId));
    }
    if (secretAccessKey.isEmpty()) {
      throw new IllegalArgumentException("the secret access key of " + accessKeyId + " is empty");
    }
    if (sessionToken != null && sessionToken.isEmpty()) {
      throw new IllegalArgumentException("the session token of " + accessKeyId + " is empty");
    }
  }

  /** Long-term credentials. */
  public Credentials(String accessKeyId, String secretAccessKey) {
    this(accessKeyId, secretAccessKey, null);
  }

  @Override
  public String toString() {
    return "Credentials[" + accessKeyId + "]";
  }
}

package io.holdall;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * A URL that lets anybody make one kind of request on one blob until it expires, as often as they
 * like (PRE-17).
 *
 * @param url carries the signature: treat it as a secret
 * @param method of HTTP
 * @param headers that must be sent as they stand; {@code host} is left to the HTTP client;
 *     unmodifiable
 * @param expiresAt from this instant on the URL is refused (PRE-07); earlier than asked for if the
 *     signing credentials end earlier (PRE-08)
 */
public record PresignedUrl(
    URI url, PresignRequest.Method method, Map<String, String> headers, Instant expiresAt) {
  public PresignedUrl {
    headers = Map.copyOf(headers);
  }

  /** Everything but the query, which holds the signature. */
  @Override
  public String toString() {
    return "PresignedUrl[%s %s, expires %s]"
        .formatted(method, url.toString().replaceFirst("\\?.*", "?…"), expiresAt);
  }
}

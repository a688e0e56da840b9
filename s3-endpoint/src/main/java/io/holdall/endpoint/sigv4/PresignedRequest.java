package io.holdall.endpoint.sigv4;

import io.holdall.endpoint.http.Headers;
import java.net.URI;
import java.time.Instant;

/**
 * A URL that is good until {@code expiry}, for requests with just these headers.
 *
 * @param headers those to send with it, the {@code Host} that every client sends by itself left out
 * @param expiry the first instant at which it is refused, a whole second
 */
public record PresignedRequest(URI uri, Headers headers, Instant expiry) {}

package io.holdall.endpoint.sigv4;

import io.holdall.endpoint.http.Headers;
import java.time.Instant;

/** What is known of who sent a request, once it has been verified. */
public sealed interface Authentication {
  /**
   * The headers to serve the request by: those sent, and those that a presigned URL carries as
   * parameters (PRE-05).
   */
  Headers headers();

  /**
   * What the request says of its body. The body itself is still to be verified, while it is read.
   */
  Payload payload();

  /** No credentials at all (AUTH-13); what that is good for is for others to decide. */
  record Anonymous(Headers headers, Payload payload) implements Authentication {}

  /**
   * A request whose signature is that of a known access key.
   *
   * @param form where the signature was
   * @param time when it was signed, by the clock of who signed, to the second
   */
  record Signed(String accessKeyId, Form form, Instant time, Headers headers, Payload payload)
      implements Authentication {}

  /** Where a signature was found. */
  enum Form {
    /** In the Authorization header. */
    HEADER,
    /** In the query: a presigned URL. */
    QUERY
  }
}

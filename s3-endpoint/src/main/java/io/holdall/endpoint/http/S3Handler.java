package io.holdall.endpoint.http;

/** Answers requests. Called by many threads at once. */
@FunctionalInterface
public interface S3Handler {
  /**
   * Answers one request, S3's errors included: what it throws is a defect, which clients see as an
   * internal error.
   *
   * <p>Whatever it leaves unread of the request's body is dropped. The caller closes the response.
   */
  S3Response handle(S3Request request);
}

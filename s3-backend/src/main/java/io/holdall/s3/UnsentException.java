package io.holdall.s3;

/**
 * Says beneath the SDK's exception for an interrupt that it came before the request was sent. The
 * SDK would not have another one in its place.
 */
final class UnsentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsentException(Throwable cause) {
    super("interrupted before the request was sent", cause);
  }
}

package io.holdall.s3;

/**
 * A success was answered with something else than S3 answers. None of the SDK's own, which the SDK
 * would make another one of.
 */
final class ForeignDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ForeignDocumentException(String message) {
    super(message);
  }
}

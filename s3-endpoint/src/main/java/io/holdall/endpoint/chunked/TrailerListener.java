package io.holdall.endpoint.chunked;

import io.holdall.endpoint.error.S3Exception;

/** Is told of the trailer of an aws-chunked body. */
@FunctionalInterface
public interface TrailerListener {
  /**
   * Called at most once, within the call that reads the last bytes of the body and before that call
   * returns them. Whoever computes the checksum over the bytes can therefore compare it before
   * passing the last of them on.
   *
   * @param name in lower case: the checksum header that the request announced
   * @param value as sent, without white space at its ends
   * @throws S3Exception to refuse the body
   */
  void trailer(String name, String value);

  /** Takes no notice. */
  static TrailerListener none() {
    return (name, value) -> {};
  }
}

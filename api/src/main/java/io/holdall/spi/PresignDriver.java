package io.holdall.spi;

import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;

/** The signing part of a driver. */
public interface PresignDriver {
  /**
   * Signs; asks the store nothing.
   *
   * @throws DriverException {@code INVALID_CREDENTIALS} if there is nothing to sign with; {@code
   *     IO_FAILED} if what is to serve the URL cannot be started
   */
  PresignedUrl presign(String bucket, PresignRequest request);
}

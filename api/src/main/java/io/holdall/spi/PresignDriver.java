package io.holdall.spi;

import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;

/** The signing part of a driver. */
public interface PresignDriver {
  /** Signs; asks the store nothing. */
  PresignedUrl presign(String bucket, PresignRequest request);
}

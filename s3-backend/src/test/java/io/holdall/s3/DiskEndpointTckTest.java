package io.holdall.s3;

import io.holdall.tck.TckOptions;
import java.io.IOException;
import java.io.UncheckedIOException;

final class DiskEndpointTckTest extends EndpointTck {
  /** The store behind has passed the kit by itself: here the question is whether the two fit. */
  @Override
  public TckOptions options() {
    return TckOptions.defaults().tries(2);
  }

  @Override
  Served served() {
    try {
      DiskStore disk = DiskStore.create();
      return new Served("S3 over the endpoint over a directory", disk.store(), disk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

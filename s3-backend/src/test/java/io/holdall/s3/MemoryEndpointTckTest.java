package io.holdall.s3;

import io.holdall.BlobStore;
import io.holdall.memory.MemoryStore;
import io.holdall.tck.TckOptions;

final class MemoryEndpointTckTest extends EndpointTck {
  /** Every call is a request: fewer tries than where there is no wire between. */
  @Override
  public TckOptions options() {
    return TckOptions.defaults().tries(10);
  }

  @Override
  Served served() {
    BlobStore memory = MemoryStore.builder().open();
    return new Served("S3 over the endpoint", memory, memory);
  }
}

package io.holdall.examples;

import io.holdall.memory.MemoryStore;
import io.holdall.tck.BlobStoreTck;
import io.holdall.tck.TckTarget;

class MyStoreTest implements BlobStoreTck {
  @Override
  public TckTarget target() {
    return TckTarget.of("my store", MemoryStore.builder().open());
  }
}

package io.holdall.examples.backend;

import io.holdall.tck.BlobStoreTck;
import io.holdall.tck.TckTarget;
import java.time.Clock;

class SkipListTest implements BlobStoreTck {
  @Override
  public TckTarget target() {
    return TckTarget.of("skip list", SkipListDriver.open(Clock.systemUTC()));
  }
}

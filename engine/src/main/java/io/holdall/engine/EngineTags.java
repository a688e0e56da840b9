package io.holdall.engine;

import io.holdall.Tags;
import io.holdall.spi.TagDriver;

/** Tags of blobs (TAG-01 to TAG-12). */
final class EngineTags implements TagDriver {
  private final Engine engine;

  EngineTags(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Tags get(String bucket, String key) {
    return Reads.existing(engine.current(), bucket, key).annotations().tags();
  }

  @Override
  public void set(String bucket, String key, Tags tags) {
    engine.withKey(
        bucket,
        key,
        () -> {
          StoredBlob blob = Reads.existing(engine.current(), bucket, key);
          engine.commit(new Change.TagsSet(bucket, key, tags));
          return blob;
        });
  }
}

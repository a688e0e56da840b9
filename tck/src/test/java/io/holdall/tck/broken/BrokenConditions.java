package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Buckets.bucket;
import static io.holdall.tck.broken.Drivers.driver;
import static io.holdall.tck.broken.Drivers.put;

import io.holdall.BlobRef;
import io.holdall.BlobWriter;
import io.holdall.ErrorCode;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.WriteCondition;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

final class BrokenConditions {
  private BrokenConditions() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken("COND-01", "takes a deleted key for one that is there", driver(Tombstones::new)),
        broken(
                "COND-02",
                "puts if absent over what is there",
                put(
                    (sound, bucket, key, payload, options) ->
                        sound.put(
                            bucket,
                            key,
                            payload,
                            options.condition() instanceof WriteCondition.IfAbsent
                                ? options.condition(WriteCondition.always())
                                : options)))
            .also("XFER-14"),
        broken(
                "COND-04",
                "compares ETags as they are quoted and as they are not",
                put(
                    (sound, bucket, key, payload, options) -> {
                      if (options.condition() instanceof WriteCondition.IfMatch match
                          && isThere(sound, bucket, key)) {
                        throw new DriverException(
                            ErrorCode.PRECONDITION_FAILED, "not the ETag " + match.etag().quoted());
                      }
                      return sound.put(bucket, key, payload, options);
                    }))
            .also("CONS-02c", "XFER-14"),
        broken(
            "COND-05",
            "puts if there is a blob, whatever the ETag",
            put(
                (sound, bucket, key, payload, options) ->
                    sound.put(
                        bucket,
                        key,
                        payload,
                        isThere(sound, bucket, key)
                                && options.condition() instanceof WriteCondition.IfMatch
                            ? options.condition(WriteCondition.always())
                            : options))),
        broken(
            "COND-06",
            "has a failed precondition where the blob to match is not there",
            put(
                (sound, bucket, key, payload, options) -> {
                  if (options.condition() instanceof WriteCondition.IfMatch
                      && !isThere(sound, bucket, key)) {
                    throw new DriverException(ErrorCode.PRECONDITION_FAILED, "no blob");
                  }
                  return sound.put(bucket, key, payload, options);
                })),
        broken(
            "CONS-02c",
            "publishes what there is of a body that is put under a condition",
            Buckets.put(
                (sound, key, body, options) ->
                    options.condition() instanceof WriteCondition.Always
                        ? sound.put(key, body, options)
                        : BrokenPuts.cut(sound, key, body, options))),
        broken(
            "XFER-14",
            "weighs the condition of a writer when it is opened",
            bucket(
                sound ->
                    new ForwardingBucket(sound) {
                      @Override
                      public BlobWriter writer(String key, PutOptions options) {
                        return sound.writer(
                            key,
                            options.condition() instanceof WriteCondition.IfAbsent
                                    && !sound.exists(key)
                                ? options.condition(WriteCondition.always())
                                : options);
                      }
                    })));
  }

  private static boolean isThere(StoreDriver sound, String bucket, String key) {
    return sound.head(bucket, key, ReadConditions.none()).isPresent();
  }

  private static final class Tombstones extends ForwardingDriver {
    private final Set<BlobRef> deleted = ConcurrentHashMap.newKeySet();

    Tombstones(StoreDriver sound) {
      super(sound);
    }

    @Override
    public void delete(String bucket, String key) {
      deleted.add(new BlobRef(bucket, key));
      super.delete(bucket, key);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      if (options.condition() instanceof WriteCondition.IfAbsent
          && deleted.contains(new BlobRef(bucket, key))) {
        throw new DriverException(ErrorCode.PRECONDITION_FAILED, "there was a blob");
      }
      return super.put(bucket, key, payload, options);
    }
  }
}

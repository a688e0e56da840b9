package io.holdall.engine;

import io.holdall.BlobInfo;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ETag;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.WriteCondition;
import io.holdall.engine.Intake.Taken;
import io.holdall.spi.DriverException;
import io.holdall.spi.Payload;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts and deletes blobs. */
final class Writes {
  private Writes() {}

  static PutResult put(
      Engine engine, String bucket, String key, Payload payload, PutOptions options) {
    // Once before the body is read, to spare the bytes, and once when they are there.
    BucketState before = engine.current().bucket(bucket);
    if (!(options.condition() instanceof WriteCondition.Always)) {
      checkCondition(options.condition(), before.blob(key));
    }
    Annotations annotations = Annotations.of(options.headers(), options.metadata(), options.tags());
    ChecksumAlgorithm algorithm =
        options
            .checksumAlgorithm()
            .or(() -> payload.expectedChecksum().map(Checksum::algorithm))
            .orElse(ChecksumKind.DEFAULT.algorithm());
    try (Taken taken = Intake.take(engine, payload, algorithm)) {
      Content content = taken.held().content();
      return engine.withKey(
          bucket,
          key,
          () -> {
            StoredBlob replaced = engine.current().bucket(bucket).blob(key);
            checkCondition(options.condition(), replaced);
            StoredBlob blob =
                new StoredBlob(
                    new BlobInfo(key, content.length(), taken.etag(), engine.timeAfter(replaced)),
                    content,
                    taken.checksum(),
                    annotations,
                    List.of());
            engine.commit(new Change.BlobPut(bucket, blob), taken.held());
            return new PutResult(taken.etag(), Optional.of(taken.checksum()));
          });
    }
  }

  private static void checkCondition(WriteCondition condition, @Nullable StoredBlob current) {
    Preconditions.checkWrite(condition, current == null ? null : current.info());
  }

  /**
   * Deletes the blob, if there is one.
   *
   * @param ifMatch the tag that it must have; null for no condition
   * @throws DriverException NO_SUCH_BUCKET, and with a condition PRECONDITION_FAILED, NO_SUCH_KEY
   */
  static void delete(Engine engine, String bucket, String key, @Nullable ETag ifMatch) {
    engine.withKey(
        bucket,
        key,
        () -> {
          StoredBlob current = engine.current().bucket(bucket).blob(key);
          if (ifMatch != null) {
            Preconditions.checkDelete(ifMatch, current == null ? null : current.info());
          }
          if (current != null) {
            engine.commit(new Change.BlobDeleted(bucket, key));
          }
          return Optional.ofNullable(current);
        });
  }
}

package io.holdall.engine;

import io.holdall.BlobInfo;
import io.holdall.BlobRef;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.CopyOptions;
import io.holdall.ErrorCode;
import io.holdall.PutResult;
import io.holdall.Tags;
import io.holdall.engine.Sources.Digested;
import io.holdall.engine.Sources.Source;
import io.holdall.spi.DriverException;
import java.util.List;
import java.util.Optional;

/** Copies blobs. */
final class Copies {
  private Copies() {}

  static PutResult copy(
      Engine engine, BlobRef from, String bucket, String key, CopyOptions options) {
    engine.current().bucket(bucket);
    try (Source source = Sources.find(engine, from, Optional.empty(), options.sourceConditions())) {
      refuseIdle(from, new BlobRef(bucket, key), options);
      Digested digested = digests(engine, source, options);
      Annotations annotations = annotations(source.blob(), options);
      return engine.withKey(
          bucket,
          key,
          () -> {
            StoredBlob current = engine.current().bucket(bucket).blob(key);
            Preconditions.checkWrite(
                options.targetCondition(), current == null ? null : current.info());
            BlobInfo info =
                new BlobInfo(
                    key,
                    source.held().content().length(),
                    digested.etag(),
                    engine.timeAfter(current));
            StoredBlob copy =
                new StoredBlob(
                    info, source.held().content(), digested.checksum(), annotations, List.of());
            engine.commit(new Change.BlobPut(bucket, copy), source.held());
            return new PutResult(digested.etag(), Optional.of(digested.checksum()));
          });
    }
  }

  /** A blob may be copied onto itself only to change something about it (COPY-09). */
  private static void refuseIdle(BlobRef from, BlobRef to, CopyOptions options) {
    if (from.equals(to)
        && options.replacement().isEmpty()
        && options.checksumAlgorithm().isEmpty()) {
      throw new DriverException(
          ErrorCode.INVALID_REQUEST,
          "a blob is copied to itself only with other headers, metadata or checksum (COPY-09)");
    }
  }

  /**
   * The MD5 and the checksum of the whole (COPY-11, CHK-31), computed only if the source has not
   * both of them.
   */
  private static Digested digests(Engine engine, Source source, CopyOptions options) {
    StoredBlob blob = source.blob();
    Checksum checksum = blob.checksum();
    ChecksumAlgorithm algorithm = options.checksumAlgorithm().orElse(checksum.algorithm());
    return blob.parts().isEmpty()
            && checksum.algorithm() == algorithm
            && checksum.type() == ChecksumType.FULL_OBJECT
        ? new Digested(blob.info().etag(), checksum)
        : Sources.digest(engine, source.held(), algorithm);
  }

  private static Annotations annotations(StoredBlob source, CopyOptions options) {
    Annotations kept = source.annotations();
    Tags tags = options.replacementTags().orElse(kept.tags());
    return options
        .replacement()
        .map(replacement -> Annotations.of(replacement.headers(), replacement.metadata(), tags))
        .orElseGet(() -> kept.tags(tags));
  }
}

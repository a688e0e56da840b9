package io.holdall;

import io.holdall.spi.DriverException;
import io.holdall.spi.TagDriver;
import java.util.Optional;

/** Copies inside the store: in one act, or as parts where the source is too large for that. */
final class Copies {
  /** Ranges to copy need no memory, so they are as large as makes few of them. */
  private static final long PART = 512L << 20;

  private Copies() {}

  static PutResult copy(Access access, BlobRef source, String key, CopyOptions options) {
    Gates.copy(access, key, options);
    CopyOptions completed = Gates.completed(options);
    try {
      return access.driver().copy(source, access.bucket(), key, completed);
    } catch (DriverException e) {
      if (mayBeTooLarge(access, e) && !isOntoItself(access, source, key, completed)) {
        Optional<BlobAttributes> found = head(access, source, key, completed);
        if (found.isPresent() && found.get().size() > access.limits().maxPutSize()) {
          return copyParts(access, source, found.get(), key, completed);
        }
      }
      throw failure(access, source, key, e);
    }
  }

  /** Only then is it worth asking for the size of the source (COPY-04). */
  private static boolean mayBeTooLarge(Access access, DriverException e) {
    return (e.code() == ErrorCode.ENTITY_TOO_LARGE || e.code() == ErrorCode.INVALID_REQUEST)
        && access.has(Feature.MULTIPART)
        && access.has(Feature.COPY_PART);
  }

  private static boolean isOntoItself(
      Access access, BlobRef source, String key, CopyOptions options) {
    return source.bucket().equals(access.bucket())
        && source.key().equals(access.prefix() + key)
        && options.replacement().isEmpty()
        && options.checksumAlgorithm().isEmpty();
  }

  private static Optional<BlobAttributes> head(
      Access access, BlobRef source, String key, CopyOptions options) {
    try {
      return access
          .store()
          .driver()
          .head(source.bucket(), source.key(), options.sourceConditions());
    } catch (DriverException e) {
      throw failure(
          access,
          source,
          key,
          e.code() == ErrorCode.NOT_MODIFIED
              // Where a read says that nothing has changed, a copy says that a condition failed.
              ? new DriverException(ErrorCode.PRECONDITION_FAILED, String.valueOf(e.getMessage()))
              : e);
    }
  }

  private static BlobStoreException failure(
      Access access, BlobRef source, String key, DriverException e) {
    return BlobStoreException.of(
        e.code(),
        Operation.COPY,
        access.bucket(),
        key,
        "from " + source + ": " + e.getMessage(),
        e.isRetryable(),
        e.getCause());
  }

  private static PutResult copyParts(
      Access access, BlobRef source, BlobAttributes from, String key, CopyOptions options) {
    access.need(Feature.COPY_SOURCE_IF, Operation.COPY, key);
    if (!(options.targetCondition() instanceof WriteCondition.Always)) {
      access.need(Feature.COMPLETE_IF, Operation.COPY, key);
    }
    long size = PartPlan.sizeFor(PART, from.size(), access.limits());
    ReadConditions sameVersion = ReadConditions.none().ifMatch(from.etag());
    PartSender sender =
        new PartSender(
            access,
            Operation.COPY,
            key,
            start(access, source, from, options),
            TransferOptions.defaults().parallelism(),
            Progress.silent());
    try {
      for (long at = 0; at < from.size(); at += size) {
        ByteRange.Between range = new ByteRange.Between(at, Math.min(at + size, from.size()) - 1);
        sender.submit(
            (id, number) -> copyPart(access, source, range, sameVersion, key, id, number));
      }
      return sender.complete(CompleteOptions.defaults().condition(options.targetCondition()));
    } catch (RuntimeException | Error e) {
      sender.abandon(e);
      throw e;
    }
  }

  private static UploadedPart copyPart(
      Access access,
      BlobRef source,
      ByteRange.Between range,
      ReadConditions sameVersion,
      String key,
      String id,
      int number) {
    try {
      return access
          .multipart()
          .copyPart(access.bucket(), key, id, number, source, Optional.of(range), sameVersion);
    } catch (DriverException e) {
      throw failure(
          access,
          source,
          key,
          e.code() == ErrorCode.PRECONDITION_FAILED
              ? new DriverException(
                  ErrorCode.CONFLICT, "the source was replaced while it was copied")
              : e);
    }
  }

  /** What a copy in one act would carry over, said at the start of the upload. */
  private static PutOptions start(
      Access access, BlobRef source, BlobAttributes from, CopyOptions options) {
    PutOptions start =
        options
            .replacement()
            .map(r -> PutOptions.defaults().headers(r.headers()).metadata(r.metadata()))
            .orElse(PutOptions.defaults().headers(from.headers()).metadata(from.metadata()));
    Optional<ChecksumAlgorithm> algorithm =
        options.checksumAlgorithm().or(() -> from.checksum().map(Checksum::algorithm));
    if (algorithm.isPresent()) {
      start = start.checksum(algorithm.get());
    }
    return Gates.completed(access, start.tags(tags(access, source, options)));
  }

  private static Tags tags(Access access, BlobRef source, CopyOptions options) {
    if (options.replacementTags().isPresent() || !access.has(Feature.TAGS)) {
      return options.replacementTags().orElse(Tags.none());
    }
    TagDriver tags =
        access.store().driver().tags().orElseThrow(() -> Access.undeclared(Feature.TAGS));
    return access.call(Operation.COPY, source.key(), () -> tags.get(source.bucket(), source.key()));
  }
}

package io.holdall;

import io.holdall.spi.FileFailures;
import java.io.IOException;
import java.util.OptionalLong;

/** Puts bodies: in one piece, or as parts. */
final class Writes {
  private Writes() {}

  static PutResult put(Access access, String key, Body body, PutOptions options) {
    check(access, key, options);
    Gates.expectations(access, Operation.PUT, key, body);
    OptionalLong length = length(access, Operation.PUT, key, body);
    PutOptions completed = Gates.completed(access, options);
    return length.isPresent()
        ? put(access, key, body, length.getAsLong(), completed)
        : assemble(access, key, body, BodyPayload.UNKNOWN, completed);
  }

  static BlobWriter writer(Access access, String key, PutOptions options) {
    check(access, key, options);
    PutOptions completed = Gates.completed(access, options);
    return new PortableWriter(
        access, key, new Assembler(access, key, completed, Body.empty(), BodyPayload.UNKNOWN));
  }

  private static void check(Access access, String key, PutOptions options) {
    access.needWritable(Operation.PUT, key);
    Gates.write(access, Operation.PUT, key, options);
    Gates.putCondition(access, Operation.PUT, key, options.condition());
    Gates.transfer(access, options.transfer());
  }

  static OptionalLong length(Access access, Operation operation, String key, Body body) {
    try {
      return body.length();
    } catch (IOException e) {
      throw access.error(
          ErrorCode.BODY_FAILED,
          operation,
          key,
          "the body cannot be examined: " + FileFailures.reason(e),
          e);
    }
  }

  /**
   * @param options completed
   */
  static PutResult put(Access access, String key, Body body, long length, PutOptions options) {
    Limits limits = access.limits();
    boolean parts = access.has(Feature.MULTIPART);
    if (length
        > (parts ? limits.maxBlobSize() : Math.min(limits.maxPutSize(), limits.maxBlobSize()))) {
      throw tooLarge(access, key, length);
    }
    if (!parts || length <= wholeLimit(access, options.transfer())) {
      return putWhole(access, key, body, length, options);
    }
    return body.isSliceable() && UploadPlan.of(options, body).storeVerifies()
        ? putSlices(access, key, body, length, options)
        : assemble(access, key, body, length, options);
  }

  /** The largest body that travels in one piece where it might travel in parts. */
  static long wholeLimit(Access access, TransferOptions transfer) {
    return Math.min(transfer.threshold(), access.limits().maxPutSize());
  }

  private static PutResult putWhole(
      Access access, String key, Body body, long length, PutOptions options) {
    Progress progress = Progress.of(options.transfer(), OptionalLong.of(length));
    BodyPayload payload = new BodyPayload(body, length, progress);
    return access.call(
        Operation.PUT,
        key,
        payload,
        () -> access.driver().put(access.bucket(), key, payload, options));
  }

  static BlobStoreException tooLarge(Access access, String key, long length) {
    return access.error(
        ErrorCode.ENTITY_TOO_LARGE,
        Operation.PUT,
        key,
        "a body of %s bytes is larger than the store accepts".formatted(length));
  }

  /** A conditional put that travels in parts is decided when they are put together. */
  static void needConditionalCompletion(Access access, String key, PutOptions options) {
    if (!(options.condition() instanceof WriteCondition.Always)
        && !access.has(Feature.COMPLETE_IF)) {
      throw access.error(
          ErrorCode.UNSUPPORTED,
          Operation.PUT,
          key,
          "a body above the threshold travels in parts, and for those the store does not have the"
              + " feature "
              + Feature.COMPLETE_IF);
    }
  }

  /** Parts cut out of a file or an array, where they lie. */
  private static PutResult putSlices(
      Access access, String key, Body body, long length, PutOptions options) {
    needConditionalCompletion(access, key, options);
    UploadPlan plan = UploadPlan.of(options, body);
    TransferOptions transfer = options.transfer();
    long size = PartPlan.sizeFor(transfer.partSize(), length, access.limits());
    PartSender sender =
        new PartSender(
            access,
            Operation.PUT,
            key,
            plan.start(),
            transfer.parallelism(),
            Progress.of(transfer, OptionalLong.of(length)));
    try {
      for (long at = 0; at < length; at += size) {
        long part = Math.min(size, length - at);
        sender.send(body.slice(at, part), part, () -> {});
      }
      return sender.complete(plan.completion());
    } catch (RuntimeException | Error e) {
      sender.abandon(e);
      throw e;
    }
  }

  /** Parts, or a whole body of unknown length, out of a stream that is read once. */
  private static PutResult assemble(
      Access access, String key, Body body, long length, PutOptions options) {
    if (length != BodyPayload.UNKNOWN) {
      needConditionalCompletion(access, key, options);
    }
    Assembler assembler = new Assembler(access, key, options, body, length);
    // The listener hears of what has been sent, not of what has been read.
    BodyPayload payload = new BodyPayload(body, length, Progress.silent());
    try {
      access.call(
          Operation.PUT,
          key,
          payload,
          () -> {
            try (PayloadStream stream = payload.openChecked()) {
              assembler.drain(stream);
            }
            return true;
          });
      return access.call(Operation.PUT, key, assembler::finish);
    } catch (RuntimeException | Error e) {
      assembler.abandon(e);
      throw e;
    }
  }
}

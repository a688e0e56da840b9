package io.holdall;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The one handle of an upload. */
final class PortableUpload implements MultipartUpload {
  private static final int IN_MEMORY = 1 << 20;

  private final Access access;
  private final String key;
  private final String id;

  PortableUpload(Access access, String key, String id) {
    this.access = access;
    this.key = key;
    this.id = id;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public UploadedPart uploadPart(int number, Body body) {
    MultipartUpload.checkPartNumber(number);
    Objects.requireNonNull(body, "body");
    access.needWritable(Operation.UPLOAD_PART, key);
    Gates.expectations(access, Operation.UPLOAD_PART, key, body);
    OptionalLong length = Writes.length(access, Operation.UPLOAD_PART, key, body);
    if (length.isPresent()) {
      return uploadPart(number, body, length.getAsLong());
    }
    BodyPayload payload = new BodyPayload(body, BodyPayload.UNKNOWN, Progress.silent());
    return access.call(
        Operation.UPLOAD_PART, key, payload, () -> uploadCollected(number, body, payload));
  }

  /** Collects a part of unknown length, a small one in memory. */
  private UploadedPart uploadCollected(int number, Body body, BodyPayload payload) {
    try (PayloadStream stream = payload.openChecked()) {
      byte[] head = stream.readNBytes(IN_MEMORY);
      if (head.length < IN_MEMORY) {
        return uploadPart(number, Body.of(head).expectingAs(body), head.length);
      }
      try (Spool spool = access.store().spool()) {
        spool.write(head, 0, head.length);
        spool.drain(stream);
        return uploadPart(number, spool.body().expectingAs(body), stream.count());
      }
    }
  }

  private UploadedPart uploadPart(int number, Body body, long length) {
    if (length > access.limits().maxPutSize()) {
      throw access.error(
          ErrorCode.ENTITY_TOO_LARGE,
          Operation.UPLOAD_PART,
          key,
          "a part of %s bytes is larger than the store accepts".formatted(length));
    }
    BodyPayload payload = new BodyPayload(body, length, Progress.silent());
    return access.call(
        Operation.UPLOAD_PART,
        key,
        payload,
        () -> access.multipart().uploadPart(access.bucket(), key, id, number, payload));
  }

  @Override
  public UploadedPart copyPart(
      int number, BlobRef source, Optional<ByteRange.Between> range, ReadConditions conditions) {
    MultipartUpload.checkPartNumber(number);
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(range, "range");
    access.need(Feature.COPY_PART, Operation.COPY_PART, key);
    if (!conditions.isNone()) {
      access.need(Feature.COPY_SOURCE_IF, Operation.COPY_PART, key);
    }
    return access.call(
        Operation.COPY_PART,
        key,
        () ->
            access
                .multipart()
                .copyPart(access.bucket(), key, id, number, source, range, conditions));
  }

  @Override
  public PartPage listParts(int afterNumber, int most) {
    if (afterNumber < 0 || afterNumber > MAX_PART_NUMBER) {
      throw new IllegalArgumentException(
          "a part number to list behind is 0 to " + MAX_PART_NUMBER + ", not " + afterNumber);
    }
    if (most < 1 || most > ListOptions.MAX_PAGE_SIZE) {
      throw new IllegalArgumentException("a page has 1 to 1000 parts, not " + most);
    }
    return access.call(
        Operation.LIST_PARTS,
        key,
        () -> access.multipart().listParts(access.bucket(), key, id, afterNumber, most));
  }

  @Override
  public List<PartInfo> parts() {
    List<PartInfo> all = new ArrayList<>();
    boolean more = true;
    while (more) {
      int after = last(all);
      PartPage page = listParts(after, ListOptions.MAX_PAGE_SIZE);
      all.addAll(page.parts());
      more = page.truncated();
      if (more && last(all) <= after) {
        throw access.error(
            ErrorCode.INTERNAL,
            Operation.LIST_PARTS,
            key,
            "the store says that there are parts behind part %s, and gives none".formatted(after));
      }
    }
    return Collections.unmodifiableList(all);
  }

  private static int last(List<PartInfo> parts) {
    return parts.isEmpty() ? 0 : parts.get(parts.size() - 1).number();
  }

  @Override
  public PutResult complete(List<UploadedPart> parts, CompleteOptions options) {
    List<UploadedPart> listed = List.copyOf(parts);
    Objects.requireNonNull(options, "options");
    Gates.completion(access, Operation.COMPLETE_UPLOAD, key, options);
    access.needWritable(Operation.COMPLETE_UPLOAD, key);
    if (listed.isEmpty()) {
      throw access.error(
          ErrorCode.INVALID_REQUEST,
          Operation.COMPLETE_UPLOAD,
          key,
          "an upload is completed with at least one part (MPU-35)");
    }
    return access.call(
        Operation.COMPLETE_UPLOAD,
        key,
        () -> access.multipart().complete(access.bucket(), key, id, listed, options));
  }

  @Override
  public void abort() {
    access.run(
        Operation.ABORT_UPLOAD, key, () -> access.multipart().abort(access.bucket(), key, id));
  }

  @Override
  public String toString() {
    return "MultipartUpload[" + access.bucket() + "/" + key + ", " + id + "]";
  }
}

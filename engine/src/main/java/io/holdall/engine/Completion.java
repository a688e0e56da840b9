package io.holdall.engine;

import io.holdall.Checksum;
import io.holdall.ChecksumType;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Limits;
import io.holdall.UploadedPart;
import io.holdall.spi.Digests;
import io.holdall.spi.DriverException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What the listed parts of an upload come to.
 *
 * @param etag of the finished blob (MPU-30)
 * @param checksum of the finished blob
 */
record Completion(ETag etag, Checksum checksum) {

  /**
   * A pure function.
   *
   * @param listed in the caller's order, not empty
   * @param expected what the checksum of the blob must be
   * @throws DriverException INVALID_PART_ORDER, INVALID_PART, INVALID_REQUEST, ENTITY_TOO_SMALL,
   *     ENTITY_TOO_LARGE, BAD_DIGEST
   */
  static Completion of(
      Upload upload, List<UploadedPart> listed, Optional<Checksum> expected, Limits limits) {
    ChecksumKind kind = upload.checksumKind();
    checkOrder(listed, kind);
    List<StoredPart> parts = new ArrayList<>(listed.size());
    for (UploadedPart part : listed) {
      parts.add(stored(upload, part));
    }
    checkSizes(parts, limits);
    Checksum checksum = checksum(kind, parts);
    expected.ifPresent(value -> checkExpected(value, checksum));
    return new Completion(etag(parts), checksum);
  }

  private static void checkOrder(List<UploadedPart> listed, ChecksumKind kind) {
    int last = 0;
    for (UploadedPart part : listed) {
      if (part.number() <= last) {
        throw new DriverException(
            ErrorCode.INVALID_PART_ORDER,
            "part %s is listed behind part %s (MPU-32)".formatted(part.number(), last));
      }
      if (kind.type() == ChecksumType.COMPOSITE && part.number() != last + 1) {
        throw new DriverException(
            ErrorCode.INVALID_PART_ORDER,
            "with a composite checksum the parts are numbered from 1 without a gap, but %s follows %s (CHK-29)"
                .formatted(part.number(), last));
      }
      last = part.number();
    }
  }

  private static StoredPart stored(Upload upload, UploadedPart listed) {
    StoredPart part = upload.part(listed.number());
    if (part == null) {
      throw invalid(listed, "it was not uploaded (MPU-33)");
    }
    if (!part.etag().equals(listed.etag())) {
      throw invalid(listed, "its ETag is " + part.etag() + ", not " + listed.etag() + " (MPU-33)");
    }
    if (listed.checksum().isPresent()) {
      if (upload.start().checksum().isEmpty()) {
        throw invalid(listed, "it has a checksum, and the upload was started without one (CHK-24)");
      }
      if (!listed.checksum().get().equals(part.checksum())) {
        throw invalid(
            listed,
            "its checksum is "
                + part.checksum()
                + ", not "
                + listed.checksum().get()
                + " (CHK-26)");
      }
    } else if (upload.checksumKind().type() == ChecksumType.COMPOSITE) {
      throw new DriverException(
          ErrorCode.INVALID_REQUEST,
          "the upload has a composite checksum, so that of part %s must be listed (CHK-26)"
              .formatted(listed.number()));
    }
    return part;
  }

  private static DriverException invalid(UploadedPart listed, String why) {
    return new DriverException(
        ErrorCode.INVALID_PART, "part %s is not valid: %s".formatted(listed.number(), why));
  }

  private static void checkSizes(List<StoredPart> parts, Limits limits) {
    long size = 0;
    long pieces = 0;
    for (int i = 0; i < parts.size(); i++) {
      StoredPart part = parts.get(i);
      long length = part.content().length();
      if (length < limits.minPartSize() && i < parts.size() - 1) {
        throw new DriverException(
            ErrorCode.ENTITY_TOO_SMALL,
            "part %s has %s bytes, but only the last may have less than %s (MPU-34)"
                .formatted(part.number(), length, limits.minPartSize()));
      }
      size += length;
      pieces += part.content().pieces().size();
    }
    if (pieces > Pieces.MOST) {
      throw new DriverException(
          ErrorCode.ENTITY_TOO_LARGE,
          "the parts, some of them copied from blobs of many parts, consist of %s pieces, and a blob may have at most %s"
              .formatted(pieces, Pieces.MOST));
    }
    if (size > limits.maxBlobSize()) {
      throw new DriverException(
          ErrorCode.ENTITY_TOO_LARGE,
          "the parts have %s bytes together, and a blob may have at most %s"
              .formatted(size, limits.maxBlobSize()));
    }
  }

  private static Checksum checksum(ChecksumKind kind, List<StoredPart> parts) {
    if (kind.type() == ChecksumType.COMPOSITE) {
      return Digests.composite(parts.stream().map(StoredPart::checksum).toList());
    }
    Checksum sum = parts.get(0).checksum();
    for (StoredPart part : parts.subList(1, parts.size())) {
      sum = Digests.combine(sum, part.checksum(), part.content().length());
    }
    return sum;
  }

  private static void checkExpected(Checksum expected, Checksum actual) {
    if (expected.algorithm() != actual.algorithm() || expected.type() != actual.type()) {
      throw new DriverException(
          ErrorCode.INVALID_REQUEST,
          "the upload was started for a %s checksum of type %s, not for %s of type %s (CHK-28)"
              .formatted(actual.algorithm(), actual.type(), expected.algorithm(), expected.type()));
    }
    if (!expected.equals(actual)) {
      throw new DriverException(
          ErrorCode.BAD_DIGEST,
          "the checksum of the blob is " + actual + ", not " + expected + " (CHK-27)");
    }
  }

  private static ETag etag(List<StoredPart> parts) {
    MessageDigest md5 = Digests.md5();
    for (StoredPart part : parts) {
      md5.update(HexFormat.of().parseHex(part.etag().value()));
    }
    return ETag.ofParts(md5.digest(), parts.size());
  }
}

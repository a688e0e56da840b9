package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Limits;
import io.holdall.UploadedPart;
import io.holdall.spi.Digests;
import io.holdall.spi.DriverException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private static final Limits LIMITS = new Limits(100, 25, 5, 10_000);
  private static final List<byte[]> BODIES = List.of(ascii("first"), ascii("second"), ascii("3rd"));

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** An upload whose parts are the bodies, numbered from 1. */
  private static Upload upload(Optional<ChecksumKind> kind, List<byte[]> bodies) {
    Upload upload =
        new Upload(
            new Change.UploadStarted(
                "photos", "a", "id", 0, Samples.TIME, Annotations.DEFAULT, kind),
            List.of(),
            false);
    ChecksumAlgorithm algorithm = upload.checksumKind().algorithm();
    for (int i = 0; i < bodies.size(); i++) {
      upload = upload.withPart(Samples.part(i + 1, algorithm, bodies.get(i)));
    }
    return upload;
  }

  private static Upload upload(ChecksumAlgorithm algorithm, ChecksumType type) {
    return upload(Optional.of(new ChecksumKind(algorithm, type)), BODIES);
  }

  private static Upload undeclared() {
    return upload(Optional.empty(), BODIES);
  }

  private static List<UploadedPart> listed(Upload upload, boolean checksums, int... numbers) {
    List<UploadedPart> listed = new ArrayList<>();
    for (int number : numbers) {
      StoredPart part = upload.part(number);
      listed.add(
          new UploadedPart(
              number, part.etag(), checksums ? Optional.of(part.checksum()) : Optional.empty()));
    }
    return listed;
  }

  private static Completion complete(Upload upload, List<UploadedPart> listed) {
    return Completion.of(upload, listed, Optional.empty(), LIMITS);
  }

  private static void assertCode(ErrorCode code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(DriverException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void theETagIsOfTheETags() {
    Upload upload = undeclared();
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    for (byte[] body : BODIES) {
      digests.writeBytes(Digests.md5().digest(body));
    }
    String md5 = Samples.etag(digests.toByteArray()).value();
    assertThat(complete(upload, listed(upload, false, 1, 2, 3)).etag())
        .isEqualTo(ETag.of(md5 + "-3"));
    assertThat(complete(upload, listed(upload, false, 2)).etag().value())
        .as("MPU-30")
        .endsWith("-1");
  }

  @Test
  void theETagIsThatOfAmazon() {
    ETag two = ETag.of("c4c753e69bb853187f5854c46cf801c6");
    ETag last = ETag.of("e09c80c42fda55f9d992e59ca6b3307d");
    Checksum any = Samples.checksum(ChecksumAlgorithm.CRC64NVME, new byte[0]);
    Upload upload = upload(Optional.empty(), List.of());
    for (int number = 1; number <= 3; number++) {
      upload =
          upload.withPart(
              new StoredPart(
                  number, new Samples.Bytes(5), number == 3 ? last : two, any, Samples.TIME));
    }
    assertThat(complete(upload, listed(upload, false, 1, 2, 3)).etag().value())
        .isEqualTo("4d45984fc3feb2ac9b22683c49674b56-3");
  }

  @Test
  void withoutAChecksumTheBlobGetsTheDefaultOne() {
    Upload upload = undeclared();
    assertThat(complete(upload, listed(upload, false, 1, 2, 3)).checksum())
        .as("CHK-24")
        .isEqualTo(Samples.checksum(ChecksumAlgorithm.CRC64NVME, ascii("firstsecond3rd")));
  }

  @Test
  void fullObjectChecksumsAreThoseOfTheWhole() {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      if (algorithm.supports(ChecksumType.FULL_OBJECT)) {
        Upload upload = upload(algorithm, ChecksumType.FULL_OBJECT);
        for (boolean checksums : List.of(true, false)) {
          assertThat(complete(upload, listed(upload, checksums, 1, 2, 3)).checksum())
              .isEqualTo(Samples.checksum(algorithm, ascii("firstsecond3rd")));
        }
      }
    }
  }

  @Test
  void compositeChecksumsAreThoseOfTheChecksums() {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      if (algorithm.supports(ChecksumType.COMPOSITE)) {
        Upload upload = upload(algorithm, ChecksumType.COMPOSITE);
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        for (byte[] body : BODIES) {
          digests.writeBytes(Samples.checksum(algorithm, body).digest());
        }
        byte[] digest = Samples.checksum(algorithm, digests.toByteArray()).digest();
        assertThat(complete(upload, listed(upload, true, 1, 2, 3)).checksum())
            .isEqualTo(Checksum.composite(algorithm, digest, 3));
      }
    }
  }

  @Test
  void someOfThePartsWillDoAndGapsAreAllowed() {
    Upload upload = undeclared();
    assertThat(complete(upload, listed(upload, false, 1, 3)).checksum())
        .isEqualTo(Samples.checksum(ChecksumAlgorithm.CRC64NVME, ascii("first3rd")));
  }

  @Test
  void withACompositeChecksumThereAreNoGaps() {
    Upload upload = upload(ChecksumAlgorithm.SHA256, ChecksumType.COMPOSITE);
    assertCode(ErrorCode.INVALID_PART_ORDER, () -> complete(upload, listed(upload, true, 1, 3)));
    assertCode(ErrorCode.INVALID_PART_ORDER, () -> complete(upload, listed(upload, true, 2, 3)));
    complete(upload, listed(upload, true, 1, 2));
  }

  @Test
  void numbersAscendStrictly() {
    Upload upload = undeclared();
    assertCode(ErrorCode.INVALID_PART_ORDER, () -> complete(upload, listed(upload, false, 2, 1)));
    assertCode(ErrorCode.INVALID_PART_ORDER, () -> complete(upload, listed(upload, false, 1, 1)));
  }

  @Test
  void partsMustBeThoseThatWereUploaded() {
    Upload upload = undeclared();
    StoredPart first = upload.part(1);
    assertCode(
        ErrorCode.INVALID_PART,
        () -> complete(upload, List.of(new UploadedPart(4, first.etag(), Optional.empty()))));
    assertCode(
        ErrorCode.INVALID_PART,
        () ->
            complete(
                upload, List.of(new UploadedPart(1, upload.part(2).etag(), Optional.empty()))));
    assertCode(ErrorCode.INVALID_PART, () -> complete(upload, listed(upload, true, 1)));
  }

  @Test
  void checksumsOfPartsMustBeTheirs() {
    for (ChecksumType type : ChecksumType.values()) {
      Upload upload = upload(ChecksumAlgorithm.CRC32C, type);
      List<UploadedPart> wrong =
          List.of(
              new UploadedPart(1, upload.part(1).etag(), Optional.of(upload.part(2).checksum())));
      assertCode(ErrorCode.INVALID_PART, () -> complete(upload, wrong));
    }
  }

  @Test
  void aCompositeChecksumNeedsThoseOfTheParts() {
    Upload upload = upload(ChecksumAlgorithm.SHA1, ChecksumType.COMPOSITE);
    assertCode(ErrorCode.INVALID_REQUEST, () -> complete(upload, listed(upload, false, 1, 2)));
  }

  @Test
  void onlyTheLastPartMayBeSmall() {
    Upload upload = undeclared();
    complete(upload, listed(upload, false, 1, 2, 3));
    Upload small = upload(Optional.empty(), List.of(ascii("3rd"), ascii("first")));
    assertCode(ErrorCode.ENTITY_TOO_SMALL, () -> complete(small, listed(small, false, 1, 2)));
    complete(small, listed(small, false, 1));
  }

  @Test
  void theWholeMayNotBeTooLarge() {
    Upload upload = upload(Optional.empty(), List.of(new byte[20], new byte[6]));
    complete(upload, listed(upload, false, 1));
    assertCode(ErrorCode.ENTITY_TOO_LARGE, () -> complete(upload, listed(upload, false, 1, 2)));
  }

  @Test
  void anExpectedChecksumIsCompared() {
    Upload upload = upload(ChecksumAlgorithm.CRC32, ChecksumType.FULL_OBJECT);
    List<UploadedPart> listed = listed(upload, false, 1, 2, 3);
    Checksum right = Samples.checksum(ChecksumAlgorithm.CRC32, ascii("firstsecond3rd"));
    Checksum wrong = Samples.checksum(ChecksumAlgorithm.CRC32, ascii("something else"));
    Checksum otherType = Checksum.composite(ChecksumAlgorithm.CRC32, right.digest(), 3);
    Checksum otherAlgorithm = Samples.checksum(ChecksumAlgorithm.CRC32C, new byte[0]);
    Completion.of(upload, listed, Optional.of(right), LIMITS);
    assertCode(
        ErrorCode.BAD_DIGEST, () -> Completion.of(upload, listed, Optional.of(wrong), LIMITS));
    for (Checksum other : List.of(otherType, otherAlgorithm)) {
      assertCode(
          ErrorCode.INVALID_REQUEST,
          () -> Completion.of(upload, listed, Optional.of(other), LIMITS));
    }
  }

  /** A blob is one record of a log, and records have an end. */
  @Test
  void aBlobHasAMillionPiecesAtMost() {
    Limits limits = new Limits(1 << 30, 1 << 30, 1, 10_000);
    StoredPart one = Samples.part(1, ChecksumAlgorithm.CRC64NVME, ascii("first"));
    Piece piece = new Piece((BodyRef) one.content(), 0, 5);
    Content many = Pieces.of(Collections.nCopies(1_000_000, piece));
    Upload most =
        undeclared()
            .withPart(new StoredPart(1, many, one.etag(), one.checksum(), one.lastModified()));
    assertThat(Completion.of(most, listed(most, false, 1), Optional.empty(), limits)).isNotNull();
    assertCode(
        ErrorCode.ENTITY_TOO_LARGE,
        () -> Completion.of(most, listed(most, false, 1, 2), Optional.empty(), limits));
  }
}

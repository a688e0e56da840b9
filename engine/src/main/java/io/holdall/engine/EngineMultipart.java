package io.holdall.engine;

import io.holdall.BlobRef;
import io.holdall.ByteRange;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.CompleteOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.PartInfo;
import io.holdall.PartPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.UploadedPart;
import io.holdall.engine.Intake.Taken;
import io.holdall.engine.Sources.Digested;
import io.holdall.engine.Sources.Source;
import io.holdall.spi.DriverException;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.Payload;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Uploads in parts (MPU-01 to MPU-56). */
final class EngineMultipart implements MultipartDriver {
  private final Engine engine;

  EngineMultipart(Engine engine) {
    this.engine = engine;
  }

  @Override
  public String start(String bucket, String key, PutOptions options) {
    Annotations annotations = Annotations.of(options.headers(), options.metadata(), options.tags());
    Optional<ChecksumKind> checksum =
        options
            .checksumAlgorithm()
            .map(
                algorithm ->
                    new ChecksumKind(
                        algorithm,
                        options.checksumType().orElseGet(algorithm::defaultMultipartType)));
    UUID random = UUID.randomUUID();
    return engine.withKey(
        bucket,
        key,
        () -> {
          engine.current().bucket(bucket);
          long order = engine.current().nextUpload();
          String id = UploadIds.make(bucket, key, order, random);
          engine.commit(
              new Change.UploadStarted(
                  bucket, key, id, order, engine.now(), annotations, checksum));
          return id;
        });
  }

  @Override
  public UploadedPart uploadPart(
      String bucket, String key, String uploadId, int number, Payload payload) {
    Upload upload = existing(bucket, key, uploadId);
    checkAlgorithm(upload, payload);
    try (Taken taken = Intake.take(engine, payload, upload.checksumKind().algorithm())) {
      return put(bucket, key, uploadId, number, taken.held(), taken.etag(), taken.checksum());
    }
  }

  /** A part is verified with the algorithm that the upload was started with (CHK-23). */
  private static void checkAlgorithm(Upload upload, Payload payload) {
    if (upload.start().checksum().isPresent() && payload.expectedChecksum().isPresent()) {
      ChecksumAlgorithm declared = upload.checksumKind().algorithm();
      ChecksumAlgorithm given = payload.expectedChecksum().get().algorithm();
      if (declared != given) {
        throw new DriverException(
            ErrorCode.INVALID_REQUEST,
            "the upload was started with %s, so a part cannot come with %s (CHK-23)"
                .formatted(declared, given));
      }
    }
  }

  @Override
  public UploadedPart copyPart(
      String bucket,
      String key,
      String uploadId,
      int number,
      BlobRef source,
      Optional<ByteRange.Between> range,
      ReadConditions conditions) {
    Upload upload = existing(bucket, key, uploadId);
    try (Source found = Sources.find(engine, source, range, conditions)) {
      Digested digested = Sources.digest(engine, found.held(), upload.checksumKind().algorithm());
      return put(bucket, key, uploadId, number, found.held(), digested.etag(), digested.checksum());
    }
  }

  private UploadedPart put(
      String bucket,
      String key,
      String uploadId,
      int number,
      Held held,
      ETag etag,
      Checksum checksum) {
    return engine.withKey(
        bucket,
        key,
        () -> {
          Upload upload = existing(bucket, key, uploadId);
          StoredPart part = new StoredPart(number, held.content(), etag, checksum, engine.now());
          engine.commit(new Change.PartPut(bucket, key, uploadId, part), held);
          return shown(upload, part);
        });
  }

  /** Checksums of parts are shown only if the upload was started with one (CHK-24). */
  private static UploadedPart shown(Upload upload, StoredPart part) {
    return new UploadedPart(
        part.number(), part.etag(), upload.start().checksum().map(kind -> part.checksum()));
  }

  @Override
  public PartPage listParts(String bucket, String key, String uploadId, int afterNumber, int most) {
    Upload upload = existing(bucket, key, uploadId);
    List<StoredPart> after = upload.partsAfter(afterNumber);
    List<PartInfo> shown =
        after.stream()
            .limit(most)
            .map(
                part ->
                    new PartInfo(shown(upload, part), part.content().length(), part.lastModified()))
            .toList();
    return new PartPage(
        shown,
        shown.size() < after.size(),
        upload.start().checksum().map(ChecksumKind::algorithm),
        upload.start().checksum().map(ChecksumKind::type));
  }

  @Override
  public PutResult complete(
      String bucket,
      String key,
      String uploadId,
      List<UploadedPart> parts,
      CompleteOptions options) {
    return engine.withKey(
        bucket,
        key,
        () -> {
          Upload upload = existing(bucket, key, uploadId);
          Completion completion = Completion.of(upload, parts, options.checksum(), engine.limits());
          StoredBlob current = engine.current().bucket(bucket).blob(key);
          Preconditions.checkCompletion(
              options.condition(), current == null ? null : current.info(), upload.keyChanged());
          engine.commit(
              new Change.UploadCompleted(
                  bucket,
                  key,
                  uploadId,
                  parts.stream().map(UploadedPart::number).toList(),
                  completion.etag(),
                  completion.checksum(),
                  engine.timeAfter(current)));
          return new PutResult(completion.etag(), Optional.of(completion.checksum()));
        });
  }

  @Override
  public void abort(String bucket, String key, String uploadId) {
    engine.withKey(
        bucket,
        key,
        () -> {
          Upload upload = existing(bucket, key, uploadId);
          engine.commit(new Change.UploadAborted(bucket, key, upload.id()));
          return upload;
        });
  }

  @Override
  public UploadPage listUploads(String bucket, UploadListOptions options) {
    return Pages.uploads(bucket, engine.current().bucket(bucket).uploads(), options);
  }

  private Upload existing(String bucket, String key, String uploadId) {
    Upload upload = engine.current().bucket(bucket).upload(key, uploadId);
    if (upload == null) {
      throw new DriverException(
          ErrorCode.NO_SUCH_UPLOAD,
          "there is no open upload \"%s\" of this key (MPU-08)".formatted(uploadId));
    }
    return upload;
  }
}

package io.holdall.local;

import io.holdall.BlobInfo;
import io.holdall.engine.BodyRef;
import io.holdall.engine.Change;
import io.holdall.engine.Content;
import io.holdall.engine.Piece;
import io.holdall.engine.Pieces;
import io.holdall.engine.State;
import io.holdall.engine.StoredBlob;
import io.holdall.engine.StoredPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Writes what a survey has found into a new root. */
final class Salvage {
  private final Survey survey;
  private final SegmentedLog log;
  private final LocalBodies bodies;

  private Salvage(Survey survey, Opening target) {
    this.survey = survey;
    this.log = target.log();
    this.bodies = new LocalBodies(target, BodyTrailer.BLOCK);
  }

  /**
   * @throws RootException if there is something at the target
   */
  static void write(Survey survey, Path target) throws IOException {
    if (RootContent.hasMarker(target)) {
      throw new RootException(
          RootException.Reason.FOREIGN_CONTENT, target + " is a store already.");
    }
    checkApart(survey.directory(), target);
    // What counts is that all is durable when the log is closed.
    Opening opening = Opening.of(target, LogOptions.DEFAULT.withDurability(Durability.RELAXED));
    LocalRoot root = opening.root();
    BodyFiles files = opening.files();
    SegmentedLog log = opening.log();
    try (root;
        files;
        log) {
      Salvage salvage = new Salvage(survey, opening);
      survey.state().forEach(salvage::write);
      log.force();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What is made within a store makes it none. */
  private static void checkApart(Path root, Path target) throws IOException {
    Path existing = LocalRoot.nearestExisting(target.toAbsolutePath().normalize());
    if (existing != null && existing.toRealPath().startsWith(root.toRealPath())) {
      throw new RootException(
          RootException.Reason.FOREIGN_CONTENT,
          target + " is within " + root + ", which must stay as it is.");
    }
  }

  private void write(Change change) {
    Content content = ChangeRecord.content(change);
    Set<String> flaws = content == null ? Set.of() : survey.flaws(content);
    if (!flaws.isEmpty()) {
      survey.findings().damage(Survey.name(change) + " is left out: " + String.join(" ", flaws));
      return;
    }
    try {
      if (change instanceof Change.UploadsCounted) {
        ChangeRecord.append(log, change);
      } else if (change instanceof Change.BucketKept bucket) {
        ChangeRecord.append(log, new Change.BucketCreated(bucket.bucket(), createdAt(bucket)));
      } else if (change instanceof Change.BlobKept kept) {
        ChangeRecord.append(log, new Change.BlobPut(kept.bucket(), copy(kept.blob())));
      } else if (change instanceof Change.PartPut put) {
        ChangeRecord.append(
            log, new Change.PartPut(put.bucket(), put.key(), put.uploadId(), copy(put.part())));
      } else if (change instanceof Change.UploadKept kept) {
        ChangeRecord.append(log, kept.start());
        ChangeRecord.append(log, kept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Instant createdAt(Change.BucketKept bucket) {
    if (!bucket.createdAt().equals(State.UNKNOWN)) {
      return bucket.createdAt();
    }
    survey
        .findings()
        .damage("Bucket " + bucket.bucket() + " is new: nothing says when it was created.");
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private StoredBlob copy(StoredBlob blob) throws IOException {
    BlobInfo info = blob.info();
    return new StoredBlob(
        info, copy(blob.content()), blob.checksum(), blob.annotations(), blob.parts());
  }

  private StoredPart copy(StoredPart part) throws IOException {
    return new StoredPart(
        part.number(), copy(part.content()), part.etag(), part.checksum(), part.lastModified());
  }

  /** The same bytes in bodies of the new root; what shared a body does not any more. */
  private Content copy(Content content) throws IOException {
    if (content instanceof BodyRef body) {
      return copy(new Piece(body, 0, body.length()));
    }
    List<Piece> pieces = new ArrayList<>();
    for (Piece piece : content.pieces()) {
      BodyRef body = copy(piece);
      if (body instanceof InlineBody inline) {
        // A record carries one body at most.
        byte[] bytes = Objects.requireNonNull(inline.unwritten());
        inline.written(BodyRecord.append(log, inline.number(), ByteBuffer.wrap(bytes)));
      }
      pieces.add(new Piece(body, 0, body.length()));
    }
    return new Pieces(pieces, content.length());
  }

  private BodyRef copy(Piece piece) throws IOException {
    try (InputStream in = survey.open(piece)) {
      return bodies.write(in, piece.length());
    }
  }
}

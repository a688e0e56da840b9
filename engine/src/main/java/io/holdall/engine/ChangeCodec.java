package io.holdall.engine;

import io.holdall.BlobInfo;
import io.holdall.Checksum;
import io.holdall.ETag;
import io.holdall.Tags;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.Optional;

/**
 * Changes as bytes: a byte for the kind, a byte for the version of its fields, and the fields.
 * {@code decode} gives back a change equal to the one that {@code encode} was given, if the {@link
 * BodyCodec} does the same for bodies. Immutable.
 */
public final class ChangeCodec {
  private final BodyCodec bodies;

  public ChangeCodec(BodyCodec bodies) {
    this.bodies = bodies;
  }

  /** The bytes of a change, in a new array. */
  public byte[] encode(Change change) {
    return change.accept(new Encoder(bodies)).toByteArray();
  }

  /**
   * The change at the buffer's position, which is behind it afterwards; what follows is the log's.
   *
   * @throws ChangeFormatException if there is none there that this version of the library
   *     understands; it says why
   */
  public Change decode(ByteBuffer bytes) throws ChangeFormatException {
    int start = bytes.position();
    try {
      FieldReader in = new FieldReader(bytes, bodies);
      int code = in.readByte();
      int version = in.readByte();
      ChangeType type = ChangeType.of(code);
      if (type == null) {
        throw new ChangeFormatException(
            "a record of the unknown kind %s: it was written by a newer version, or damaged"
                .formatted(code));
      }
      if (version != ChangeType.VERSION) {
        throw new ChangeFormatException(
            "a %s record of version %s, and only %s is known: it was written by a newer version, or damaged"
                .formatted(type, version, ChangeType.VERSION));
      }
      return fields(type, in);
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | ArithmeticException
        | DateTimeException e) {
      throw new ChangeFormatException(
          "no change can be read from the %s bytes at %s: %s"
              .formatted(bytes.limit() - start, start, e),
          e);
    }
  }

  private static final class Encoder implements Change.Visitor<FieldWriter> {
    private final FieldWriter out;

    Encoder(BodyCodec bodies) {
      out = new FieldWriter(bodies);
    }

    private FieldWriter begin(ChangeType type, Change change) {
      return out.writeByte(type.code()).writeByte(ChangeType.VERSION).writeString(change.bucket());
    }

    @Override
    public FieldWriter bucketCreated(Change.BucketCreated change) {
      return begin(ChangeType.BUCKET_CREATED, change).writeInstant(change.createdAt());
    }

    @Override
    public FieldWriter bucketDeleted(Change.BucketDeleted change) {
      return begin(ChangeType.BUCKET_DELETED, change);
    }

    @Override
    public FieldWriter blobPut(Change.BlobPut change) {
      return blob(begin(ChangeType.BLOB_PUT, change), change.blob());
    }

    private static FieldWriter blob(FieldWriter out, StoredBlob blob) {
      return out.writeString(blob.key())
          .writeContent(blob.content())
          .writeETag(blob.info().etag())
          .writeInstant(blob.info().lastModified())
          .writeChecksum(blob.checksum())
          .writeAnnotations(blob.annotations())
          .writeAll(
              blob.parts(),
              (it, part) ->
                  it.writeNumber(part.length())
                      .writeOptional(
                          Optional.ofNullable(part.checksum()), FieldWriter::writeChecksum));
    }

    @Override
    public FieldWriter blobDeleted(Change.BlobDeleted change) {
      return begin(ChangeType.BLOB_DELETED, change).writeString(change.key());
    }

    @Override
    public FieldWriter tagsSet(Change.TagsSet change) {
      return begin(ChangeType.TAGS_SET, change)
          .writeString(change.key())
          .writeMap(change.tags().asMap());
    }

    @Override
    public FieldWriter uploadStarted(Change.UploadStarted change) {
      return start(begin(ChangeType.UPLOAD_STARTED, change), change);
    }

    private static FieldWriter start(FieldWriter out, Change.UploadStarted change) {
      return out.writeString(change.key())
          .writeString(change.uploadId())
          .writeNumber(change.order())
          .writeInstant(change.initiatedAt())
          .writeAnnotations(change.annotations())
          .writeOptional(
              change.checksum(),
              (it, kind) ->
                  it.writeByte(AlgorithmCodes.code(kind.algorithm()))
                      .writeByte(AlgorithmCodes.code(kind.type())));
    }

    @Override
    public FieldWriter partPut(Change.PartPut change) {
      StoredPart part = change.part();
      return begin(ChangeType.PART_PUT, change)
          .writeString(change.key())
          .writeString(change.uploadId())
          .writeNumber(part.number())
          .writeContent(part.content())
          .writeETag(part.etag())
          .writeChecksum(part.checksum())
          .writeInstant(part.lastModified());
    }

    @Override
    public FieldWriter uploadCompleted(Change.UploadCompleted change) {
      return begin(ChangeType.UPLOAD_COMPLETED, change)
          .writeString(change.key())
          .writeString(change.uploadId())
          .writeAll(change.parts(), (it, number) -> it.writeNumber(number))
          .writeETag(change.etag())
          .writeChecksum(change.checksum())
          .writeInstant(change.completedAt());
    }

    @Override
    public FieldWriter uploadAborted(Change.UploadAborted change) {
      return begin(ChangeType.UPLOAD_ABORTED, change)
          .writeString(change.key())
          .writeString(change.uploadId());
    }

    @Override
    public FieldWriter bucketKept(Change.BucketKept change) {
      return begin(ChangeType.BUCKET_KEPT, change).writeInstant(change.createdAt());
    }

    @Override
    public FieldWriter blobKept(Change.BlobKept change) {
      return blob(begin(ChangeType.BLOB_KEPT, change), change.blob());
    }

    @Override
    public FieldWriter uploadKept(Change.UploadKept change) {
      return start(begin(ChangeType.UPLOAD_KEPT, change), change.start())
          .writeByte(change.keyChanged() ? 1 : 0);
    }

    @Override
    public FieldWriter uploadsCounted(Change.UploadsCounted change) {
      return begin(ChangeType.UPLOADS_COUNTED, change).writeNumber(change.next());
    }
  }

  private static Change fields(ChangeType type, FieldReader in) {
    String bucket = in.readString();
    return switch (type) {
      case BUCKET_CREATED -> new Change.BucketCreated(bucket, in.readInstant());
      case BUCKET_DELETED -> new Change.BucketDeleted(bucket);
      case BLOB_PUT -> new Change.BlobPut(bucket, blob(in));
      case BLOB_DELETED -> new Change.BlobDeleted(bucket, in.readString());
      case TAGS_SET -> new Change.TagsSet(bucket, in.readString(), new Tags(in.readMap()));
      case UPLOAD_STARTED -> start(bucket, in);
      case PART_PUT ->
          new Change.PartPut(
              bucket,
              in.readString(),
              in.readString(),
              new StoredPart(
                  Math.toIntExact(in.readNumber()),
                  in.readContent(),
                  in.readETag(),
                  in.readChecksum(),
                  in.readInstant()));
      case UPLOAD_COMPLETED ->
          new Change.UploadCompleted(
              bucket,
              in.readString(),
              in.readString(),
              in.readAll(it -> Math.toIntExact(it.readNumber())),
              in.readETag(),
              in.readChecksum(),
              in.readInstant());
      case UPLOAD_ABORTED -> new Change.UploadAborted(bucket, in.readString(), in.readString());
      case BUCKET_KEPT -> new Change.BucketKept(bucket, in.readInstant());
      case BLOB_KEPT -> new Change.BlobKept(bucket, blob(in));
      case UPLOAD_KEPT -> new Change.UploadKept(start(bucket, in), in.readFlag());
      case UPLOADS_COUNTED -> new Change.UploadsCounted(in.readNumber());
    };
  }

  private static Change.UploadStarted start(String bucket, FieldReader in) {
    return new Change.UploadStarted(
        bucket,
        in.readString(),
        in.readString(),
        in.readNumber(),
        in.readInstant(),
        in.readAnnotations(),
        in.readOptional(
            it ->
                new ChecksumKind(
                    AlgorithmCodes.algorithm(it.readByte()), AlgorithmCodes.type(it.readByte()))));
  }

  private static StoredBlob blob(FieldReader in) {
    String key = in.readString();
    Content content = in.readContent();
    ETag etag = in.readETag();
    BlobInfo info = new BlobInfo(key, content.length(), etag, in.readInstant());
    Checksum checksum = in.readChecksum();
    Annotations annotations = in.readAnnotations();
    return new StoredBlob(
        info,
        content,
        checksum,
        annotations,
        in.readAll(
            it ->
                new BlobPart(
                    it.readNumber(), it.readOptional(FieldReader::readChecksum).orElse(null))));
  }
}

package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.copy;
import static io.holdall.tck.broken.Drivers.driver;
import static io.holdall.tck.broken.Drivers.get;
import static io.holdall.tck.broken.Drivers.head;
import static io.holdall.tck.broken.Drivers.multipart;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.ByteRange;
import io.holdall.ETag;
import io.holdall.PartPage;
import io.holdall.ReadConditions;
import io.holdall.UploadedPart;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.StoreDriver;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** What goes wrong with blobs that were uploaded in parts alone. */
final class BrokenPartedBlobs {
  private BrokenPartedBlobs() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
            "MPU-51",
            "lists parts from the first one on, whatever the marker",
            multipart(
                (sound, uploads) ->
                    new ForwardingMultipart(uploads) {
                      @Override
                      public PartPage listParts(
                          String bucket, String key, String uploadId, int after, int most) {
                        return uploads.listParts(bucket, key, uploadId, 0, most);
                      }
                    })),
        broken(
            "GET-20a",
            "reads the first part again where a range leads into the second",
            get(
                (sound, bucket, key, options) -> {
                  OpenBlob blob = sound.get(bucket, key, options);
                  boolean isAcross =
                      options.range().isPresent()
                          && isOfParts(blob.attributes())
                          && blob.span().offset() < PART
                          && blob.span().offset() + blob.span().length() > PART;
                  return isAcross
                      ? new OpenBlob(
                          blob.attributes(),
                          blob.span(),
                          new Turned(blob.content(), PART - blob.span().offset()))
                      : blob;
                })),
        broken(
            "GET-20a",
            "counts a suffix of a blob of parts from the end of its last part but one",
            get(
                (sound, bucket, key, options) -> {
                  Optional<ByteRange> range = options.range();
                  if (range.isEmpty() || !(range.get() instanceof ByteRange.Suffix)) {
                    return sound.get(bucket, key, options);
                  }
                  OpenBlob blob = sound.get(bucket, key, options);
                  return isOfParts(blob.attributes())
                      ? new OpenBlob(blob.attributes(), blob.span(), new Turned(blob.content(), 0))
                      : blob;
                })),
        broken(
            "MPU-30a",
            "does not know the ETag of parts again in if-none-match of a read",
            get(
                (sound, bucket, key, options) ->
                    sound.get(bucket, key, options.conditions(forgetful(options.conditions()))))),
        broken(
            "MPU-30a",
            "does not know the ETag of parts again in if-none-match of a head",
            head(
                (sound, bucket, key, conditions) ->
                    sound.head(bucket, key, forgetful(conditions)))),
        broken(
            "MPU-30a",
            "deletes a blob of parts whatever the ETag",
            driver(
                sound ->
                    new ForwardingDriver(sound) {
                      @Override
                      public void deleteIfMatch(String bucket, String key, ETag ifMatch) {
                        if (Values.isOfParts(ifMatch)) {
                          super.delete(bucket, key);
                        } else {
                          super.deleteIfMatch(bucket, key, ifMatch);
                        }
                      }
                    })),
        broken(
            "MPU-30a",
            "does not know the ETag of parts again in if-none-match of a copy",
            copy(
                (sound, source, bucket, key, options) ->
                    sound.copy(
                        source,
                        bucket,
                        key,
                        options.sourceConditions(forgetful(options.sourceConditions()))))),
        broken("MPU-24", "copies parts whatever the conditions", multipart(Unconditional::new)));
  }

  /** The least size of a part of the sound store, which all parts but the last nearly have. */
  private static final int PART = 1000;

  private static boolean isOfParts(BlobAttributes blob) {
    return Values.isOfParts(blob.etag());
  }

  private static ReadConditions forgetful(ReadConditions conditions) {
    return conditions.ifNoneMatch().filter(Values::isOfParts).isPresent()
        ? conditions.ifNoneMatch(Values.NOBODYS)
        : conditions;
  }

  /** Other bytes from some point on. */
  private static final class Turned extends FilterInputStream {
    private long left;

    Turned(InputStream sound, long left) {
      super(sound);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      return read < 0 || left-- > 0 ? read : read ^ 1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      for (int i = 0; i < read; i++) {
        if (left-- <= 0) {
          buffer[offset + i] ^= 1;
        }
      }
      return read;
    }
  }

  private static final class Unconditional extends ForwardingMultipart {
    Unconditional(StoreDriver sound, MultipartDriver uploads) {
      super(uploads);
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
      return super.copyPart(bucket, key, uploadId, number, source, range, ReadConditions.none());
    }
  }
}

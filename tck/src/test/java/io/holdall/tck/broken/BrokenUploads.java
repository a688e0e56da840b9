package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Buckets.bucket;
import static io.holdall.tck.broken.Drivers.copy;
import static io.holdall.tck.broken.Drivers.driver;
import static io.holdall.tck.broken.Drivers.get;
import static io.holdall.tck.broken.Drivers.multipart;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.ByteRange;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.GetOptions;
import io.holdall.Limits;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadedPart;
import io.holdall.UserMetadata;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** How uploads in parts begin, and how parts come. */
final class BrokenUploads {
  private BrokenUploads() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
            "MPU-40",
            "loses the metadata that an upload was started with",
            start(options -> options.metadata(UserMetadata.none()))),
        broken(
                "MPU-07",
                "keeps the first of two parts of one number",
                multipart(FirstPartStays::new))
            .also("MPU-09", "MPU-34", "CHK-23a"),
        broken(
            "MPU-34",
            "takes smaller parts than it says",
            driver(
                sound ->
                    new ForwardingDriver(sound) {
                      @Override
                      public Limits limits() {
                        Limits real = sound.limits();
                        return new Limits(
                            real.maxPutSize(),
                            real.maxBlobSize(),
                            2 * real.minPartSize(),
                            real.maxParts());
                      }
                    })),
        broken("MPU-50", "goes on with aborted uploads", multipart(NeverAborted::new))
            .also("MPU-02", "MPU-08", "MPU-38"),
        broken(
            "MPU-50",
            "deletes the blob under the key of an upload that is aborted",
            multipart(
                (sound, uploads) ->
                    new ForwardingMultipart(uploads) {
                      @Override
                      public void abort(String bucket, String key, String uploadId) {
                        uploads.abort(bucket, key, uploadId);
                        sound.delete(bucket, key);
                      }
                    })),
        broken("MPU-02", "knows uploads by their id alone", multipart(IdAlone::new)),
        broken(
                "MPU-09",
                "stores parts without looking at their digests",
                part((options, body) -> Values.unchecked(body)))
            .also("CHK-23", "CHK-23a"),
        broken(
            "CHK-23",
            "takes a part with whatever checksum it comes",
            part(
                (options, body) ->
                    isOfAnotherAlgorithm(body, options) ? Values.unchecked(body) : body)),
        broken(
                "CHK-23a",
                "verifies of parts their MD5s alone",
                part(
                    (options, body) -> {
                      if (body.expectedChecksum().isEmpty()) {
                        return body;
                      }
                      Body bare = Values.unchecked(body);
                      return body.expectedMd5().map(bare::expecting).orElse(bare);
                    }))
            .also("CHK-23"),
        broken(
            "MPU-20a",
            "takes the range of a part from the first part of its source",
            copyPart(
                (sound, source, range) ->
                    range.map(
                        it ->
                            it.first() >= LEAST
                                ? new ByteRange.Between(it.first() - LEAST, it.last() - LEAST)
                                : it))),
        broken(
            "MPU-20a",
            "looks for the source of a part in the bucket of the upload",
            multipart(
                (sound, uploads) ->
                    new ForwardingMultipart(uploads) {
                      @Override
                      public UploadedPart copyPart(
                          String bucket,
                          String key,
                          String uploadId,
                          int number,
                          BlobRef source,
                          Optional<ByteRange.Between> range,
                          ReadConditions conditions) {
                        BlobRef near = new BlobRef(bucket, source.key());
                        return uploads.copyPart(
                            bucket, key, uploadId, number, near, range, conditions);
                      }
                    })),
        broken(
                "MPU-20",
                "takes the last byte of a part to copy for the first behind it",
                copyPart(
                    (sound, source, range) ->
                        range.map(it -> new ByteRange.Between(it.first(), it.last() - 1))))
            .also("MPU-20a", "MPU-22"),
        broken(
            "MPU-22",
            "copies what there is of a part that goes beyond the end of its source",
            copyPart(
                (sound, source, range) -> {
                  long size =
                      sound
                          .head(source.bucket(), source.key(), ReadConditions.none())
                          .map(BlobAttributes::size)
                          .orElse(Long.MAX_VALUE);
                  return range.map(
                      it ->
                          it.first() < size
                              ? new ByteRange.Between(it.first(), Math.min(it.last(), size - 1))
                              : it);
                })),
        broken(
            "MPU-20b",
            "escapes the key of the source of a part once too often",
            multipart(
                (sound, uploads) ->
                    new ForwardingMultipart(uploads) {
                      @Override
                      public UploadedPart copyPart(
                          String bucket,
                          String key,
                          String uploadId,
                          int number,
                          BlobRef source,
                          Optional<ByteRange.Between> range,
                          ReadConditions conditions) {
                        BlobRef escaped =
                            new BlobRef(source.bucket(), source.key().replace("%", "%25"));
                        return uploads.copyPart(
                            bucket, key, uploadId, number, escaped, range, conditions);
                      }
                    })),
        broken(
                "CHK-24",
                "computes a CRC32 of uploads that chose no checksum",
                start(
                    options ->
                        options.checksumAlgorithm().isPresent()
                            ? options
                            : options.checksum(ChecksumAlgorithm.CRC32)))
            .also("MPU-31", "MPU-31b", "MPU-33"),
        broken(
            "TAG-11b",
            "loses the tags that an upload was started with",
            start(options -> options.tags(Tags.none()))),
        broken(
                "GET-40",
                "reads the whole blob for its first part",
                get(
                    (sound, bucket, key, options) ->
                        sound.get(
                            bucket,
                            key,
                            options.part().orElse(0) == 1 ? GetOptions.defaults() : options)))
            .also("CHK-13"),
        broken(
            "CHK-13",
            "reads parts with the checksum of the whole blob",
            get(
                (sound, bucket, key, options) -> {
                  OpenBlob open = sound.get(bucket, key, options);
                  return options.part().isEmpty()
                      ? open
                      : new OpenBlob(
                          Values.with(open.attributes(), checksum(sound, bucket, key)),
                          open.span(),
                          open.content());
                })),
        broken(
            "COPY-11",
            "answers to a copy with the ETag of its source",
            copy(
                (sound, source, bucket, key, options) -> {
                  PutResult copied = sound.copy(source, bucket, key, options);
                  return sound
                      .head(source.bucket(), source.key(), ReadConditions.none())
                      .map(it -> new PutResult(it.etag(), copied.checksum()))
                      .orElse(copied);
                })));
  }

  /** The least size of a part of the sound store. */
  private static final int LEAST = 1000;

  private static Optional<Checksum> checksum(StoreDriver sound, String bucket, String key) {
    return sound.head(bucket, key, ReadConditions.none()).flatMap(BlobAttributes::checksum);
  }

  private static BrokenStore.Defect start(UnaryOperator<PutOptions> change) {
    return multipart(
        (sound, uploads) ->
            new ForwardingMultipart(uploads) {
              @Override
              public String start(String bucket, String key, PutOptions options) {
                return uploads.start(bucket, key, change.apply(options));
              }
            });
  }

  /** Parts with other bodies, by the options that their upload was started with. */
  private static BrokenStore.Defect part(BiFunction<PutOptions, Body, Body> change) {
    return bucket(
        sound ->
            new ForwardingBucket(sound) {
              @Override
              public MultipartUpload startUpload(String key, PutOptions options) {
                return new ForwardingUpload(sound.startUpload(key, options)) {
                  @Override
                  public UploadedPart uploadPart(int number, Body body) {
                    return super.uploadPart(number, change.apply(options, body));
                  }
                };
              }
            });
  }

  private static boolean isOfAnotherAlgorithm(Body body, PutOptions options) {
    return options.checksumAlgorithm().isPresent()
        && body.expectedChecksum().isPresent()
        && !body.expectedChecksum().map(Checksum::algorithm).equals(options.checksumAlgorithm());
  }

  private interface Ranges {
    Optional<ByteRange.Between> of(
        StoreDriver sound, BlobRef source, Optional<ByteRange.Between> range);
  }

  private static BrokenStore.Defect copyPart(Ranges ranges) {
    return multipart(
        (sound, uploads) ->
            new ForwardingMultipart(uploads) {
              @Override
              public UploadedPart copyPart(
                  String bucket,
                  String key,
                  String uploadId,
                  int number,
                  BlobRef source,
                  Optional<ByteRange.Between> range,
                  ReadConditions conditions) {
                Optional<ByteRange.Between> taken = ranges.of(sound, source, range);
                return uploads.copyPart(bucket, key, uploadId, number, source, taken, conditions);
              }
            });
  }

  private static final class FirstPartStays extends ForwardingMultipart {
    FirstPartStays(StoreDriver sound, MultipartDriver uploads) {
      super(uploads);
    }

    @Override
    public UploadedPart uploadPart(
        String bucket, String key, String uploadId, int number, Payload payload) {
      return listParts(bucket, key, uploadId, number - 1, 1).parts().stream()
          .filter(it -> it.number() == number)
          .map(PartInfo::part)
          .findFirst()
          .orElseGet(() -> super.uploadPart(bucket, key, uploadId, number, payload));
    }
  }

  private static final class NeverAborted extends ForwardingMultipart {
    NeverAborted(StoreDriver sound, MultipartDriver uploads) {
      super(uploads);
    }

    @Override
    public void abort(String bucket, String key, String uploadId) {}
  }

  private static final class IdAlone extends ForwardingMultipart {
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    IdAlone(StoreDriver sound, MultipartDriver uploads) {
      super(uploads);
    }

    @Override
    public String start(String bucket, String key, PutOptions options) {
      String id = super.start(bucket, key, options);
      keys.put(id, key);
      return id;
    }

    @Override
    public UploadedPart uploadPart(
        String bucket, String key, String uploadId, int number, Payload payload) {
      String real = keys.getOrDefault(uploadId, key);
      return super.uploadPart(bucket, real, uploadId, number, payload);
    }
  }
}

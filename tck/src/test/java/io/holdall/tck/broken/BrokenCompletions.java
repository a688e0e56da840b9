package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Buckets.bucket;
import static io.holdall.tck.broken.Drivers.multipart;

import io.holdall.BlobAttributes;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ChecksumAlgorithm;
import io.holdall.CompleteOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.PartPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.UploadedPart;
import io.holdall.WriteCondition;
import io.holdall.spi.DriverException;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How uploads in parts end. */
final class BrokenCompletions {
  private BrokenCompletions() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
                "MPU-30",
                "answers with an ETag that does not tell how many parts there are",
                complete(
                    (sound, uploads, target, parts, options) -> {
                      PutResult put = target.complete(uploads, parts, options);
                      ETag bare = ETag.of(put.etag().value().replaceFirst("-.*", ""));
                      return new PutResult(bare, put.checksum());
                    }))
            .also("MPU-30a", "MPU-40"),
        broken(
                "MPU-31",
                "takes no parts but those numbered from one without a gap",
                complete(
                    (sound, uploads, target, parts, options) -> {
                      for (int i = 0; i < parts.size(); i++) {
                        if (parts.get(i).number() > i + 1) {
                          throw new DriverException(ErrorCode.INVALID_PART, "a gap in the numbers");
                        }
                      }
                      return target.complete(uploads, parts, options);
                    }))
            .also("MPU-31b", "MPU-32"),
        broken(
            "MPU-31b",
            "puts in the parts that are not listed too",
            complete(
                (sound, uploads, target, parts, options) -> {
                  Map<Integer, UploadedPart> all = new TreeMap<>(target.stored(uploads));
                  parts.forEach(part -> all.put(part.number(), part));
                  return target.complete(
                      uploads, ascend(parts) ? List.copyOf(all.values()) : parts, options);
                })),
        broken(
            "MPU-32",
            "puts parts in order by itself",
            complete(
                (sound, uploads, target, parts, options) ->
                    target.complete(
                        uploads,
                        parts.stream()
                            .distinct()
                            .sorted(Comparator.comparingInt(UploadedPart::number))
                            .toList(),
                        options))),
        broken(
                "MPU-33",
                "goes by the numbers of parts, whatever their ETags",
                complete(
                    (sound, uploads, target, parts, options) -> {
                      Map<Integer, UploadedPart> stored = target.stored(uploads);
                      return target.complete(
                          uploads,
                          parts.stream().map(it -> stored.getOrDefault(it.number(), it)).toList(),
                          options);
                    }))
            .also("CHK-26"),
        broken(
            "MPU-35",
            "makes an empty blob of an upload without parts",
            bucket(
                sound ->
                    new ForwardingBucket(sound) {
                      @Override
                      public MultipartUpload startUpload(String key, PutOptions options) {
                        return new EmptyAllowed(sound, sound.startUpload(key, options), options);
                      }
                    })),
        broken("MPU-38", "lists the parts of completed uploads", multipart(PartsStay::new)),
        broken("MPU-08", "completes uploads that were aborted", multipart(AbortedInName::new)),
        broken(
                "COND-10",
                "completes whatever the condition",
                complete(
                    (sound, uploads, target, parts, options) ->
                        target.complete(
                            uploads, parts, options.condition(WriteCondition.always()))))
            .also("COND-10b"),
        broken(
            "COND-10b",
            "weighs the condition of a completion against what is there at its end alone",
            complete(BrokenCompletions::weighedAtTheEnd)),
        broken(
            "CHK-26",
            "goes by the ETags of parts, whatever their checksums",
            complete(
                (sound, uploads, target, parts, options) -> {
                  Map<Integer, UploadedPart> stored = target.stored(uploads);
                  return target.complete(
                      uploads,
                      parts.stream()
                          .map(
                              it -> {
                                UploadedPart own = stored.getOrDefault(it.number(), it);
                                return own.etag().equals(it.etag()) ? own : it;
                              })
                          .toList(),
                      options);
                })),
        wrong(ChecksumAlgorithm.SHA1),
        wrong(ChecksumAlgorithm.CRC32C),
        broken(
            "CHK-25",
            "completes without looking at the checksum that is expected",
            complete(
                (sound, uploads, target, parts, options) ->
                    target.complete(
                        uploads,
                        parts,
                        new CompleteOptions(options.condition(), Optional.empty())))));
  }

  private static BrokenStore wrong(ChecksumAlgorithm algorithm) {
    return broken(
        "CHK-25",
        "answers to completions with a wrong " + algorithm,
        complete(
            (sound, uploads, target, parts, options) -> {
              PutResult put = target.complete(uploads, parts, options);
              return new PutResult(
                  put.etag(),
                  put.checksum().map(it -> it.algorithm() == algorithm ? Values.turned(it) : it));
            }));
  }

  /** The upload that is to be completed. */
  record Target(String bucket, String key, String uploadId) {
    PutResult complete(MultipartDriver uploads, List<UploadedPart> parts, CompleteOptions options) {
      return uploads.complete(bucket, key, uploadId, parts, options);
    }

    Map<Integer, UploadedPart> stored(MultipartDriver uploads) {
      Map<Integer, UploadedPart> stored = new ConcurrentHashMap<>();
      for (PartInfo part : uploads.listParts(bucket, key, uploadId, 0, 1000).parts()) {
        stored.put(part.number(), part.part());
      }
      return stored;
    }
  }

  interface Complete {
    PutResult complete(
        StoreDriver sound,
        MultipartDriver uploads,
        Target target,
        List<UploadedPart> parts,
        CompleteOptions options);
  }

  static BrokenStore.Defect complete(Complete broken) {
    return multipart(
        (sound, uploads) ->
            new ForwardingMultipart(uploads) {
              @Override
              public PutResult complete(
                  String bucket,
                  String key,
                  String uploadId,
                  List<UploadedPart> parts,
                  CompleteOptions options) {
                Target target = new Target(bucket, key, uploadId);
                return broken.complete(sound, uploads, target, parts, options);
              }
            });
  }

  private static boolean ascend(List<UploadedPart> parts) {
    List<Integer> numbers = parts.stream().map(UploadedPart::number).toList();
    return numbers.equals(numbers.stream().distinct().sorted().toList());
  }

  private static PutResult weighedAtTheEnd(
      StoreDriver sound,
      MultipartDriver uploads,
      Target target,
      List<UploadedPart> parts,
      CompleteOptions options) {
    Optional<ETag> now =
        sound.head(target.bucket(), target.key(), ReadConditions.none()).map(BlobAttributes::etag);
    if (options.condition() instanceof WriteCondition.IfMatch match) {
      ETag etag =
          now.orElseThrow(() -> new DriverException(ErrorCode.NO_SUCH_KEY, "there is no blob"));
      if (!etag.equals(match.etag())) {
        throw new DriverException(ErrorCode.PRECONDITION_FAILED, "another ETag");
      }
    } else if (options.condition() instanceof WriteCondition.IfAbsent && now.isPresent()) {
      throw new DriverException(ErrorCode.PRECONDITION_FAILED, "there is a blob");
    }
    return target.complete(uploads, parts, options.condition(WriteCondition.always()));
  }

  private static final class EmptyAllowed extends ForwardingUpload {
    private final Bucket bucket;
    private final PutOptions options;

    EmptyAllowed(Bucket bucket, MultipartUpload upload, PutOptions options) {
      super(upload);
      this.bucket = bucket;
      this.options = options;
    }

    @Override
    public PutResult complete(List<UploadedPart> parts, CompleteOptions how) {
      return parts.isEmpty()
          ? bucket.put(key(), Body.empty(), options)
          : super.complete(parts, how);
    }
  }

  private static final class AbortedInName extends ForwardingMultipart {
    private final Set<String> aborted = ConcurrentHashMap.newKeySet();

    AbortedInName(StoreDriver sound, MultipartDriver uploads) {
      super(uploads);
    }

    private void check(String uploadId) {
      if (aborted.contains(uploadId)) {
        throw new DriverException(ErrorCode.NO_SUCH_UPLOAD, "the upload was aborted");
      }
    }

    @Override
    public void abort(String bucket, String key, String uploadId) {
      listParts(bucket, key, uploadId, 0, 1);
      aborted.add(uploadId);
    }

    @Override
    public UploadedPart uploadPart(
        String bucket, String key, String uploadId, int number, Payload payload) {
      check(uploadId);
      return super.uploadPart(bucket, key, uploadId, number, payload);
    }

    @Override
    public PartPage listParts(String bucket, String key, String uploadId, int after, int most) {
      check(uploadId);
      return super.listParts(bucket, key, uploadId, after, most);
    }

    @Override
    public UploadPage listUploads(String bucket, UploadListOptions options) {
      UploadPage page = super.listUploads(bucket, options);
      return new UploadPage(
          page.uploads().stream().filter(it -> !aborted.contains(it.id())).toList(),
          page.commonPrefixes(),
          page.truncated());
    }
  }

  private static final class PartsStay extends ForwardingMultipart {
    private final Map<String, PartPage> completed = new ConcurrentHashMap<>();

    PartsStay(StoreDriver sound, MultipartDriver uploads) {
      super(uploads);
    }

    @Override
    public PutResult complete(
        String bucket,
        String key,
        String uploadId,
        List<UploadedPart> parts,
        CompleteOptions options) {
      PartPage all = super.listParts(bucket, key, uploadId, 0, 1000);
      PutResult put = super.complete(bucket, key, uploadId, parts, options);
      completed.put(uploadId, all);
      return put;
    }

    @Override
    public PartPage listParts(String bucket, String key, String uploadId, int after, int most) {
      PartPage all = completed.get(uploadId);
      return all != null ? all : super.listParts(bucket, key, uploadId, after, most);
    }
  }
}

package io.holdall.endpoint;

import io.holdall.BlobRef;
import io.holdall.ByteRange;
import io.holdall.ByteSpan;
import io.holdall.ChecksumAlgorithm;
import io.holdall.CompleteOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Keys;
import io.holdall.PartInfo;
import io.holdall.PartPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadInfo;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.UploadedPart;
import io.holdall.endpoint.MapDriver.Stored;
import io.holdall.endpoint.MapDriver.Taken;
import io.holdall.spi.Digests;
import io.holdall.spi.DriverException;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.Payload;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The uploads of a {@link MapDriver}. */
final class MapUploads implements MultipartDriver {
  private record Upload(
      String bucket,
      String key,
      String id,
      PutOptions options,
      Instant time,
      TreeMap<Integer, Part> parts) {
    ChecksumAlgorithm algorithm() {
      return options.checksumAlgorithm().orElse(ChecksumAlgorithm.CRC64NVME);
    }
  }

  private record Part(Taken taken, Instant time) {}

  private final MapDriver driver;
  private final List<Upload> uploads = new ArrayList<>();
  private int ids;

  MapUploads(MapDriver driver) {
    this.driver = driver;
  }

  @Override
  public String start(String bucket, String key, PutOptions options) {
    driver.blobs(bucket);
    String id = "upload-" + ++ids;
    uploads.add(new Upload(bucket, key, id, options, driver.now(), new TreeMap<>()));
    return id;
  }

  private Upload upload(String bucket, String key, String id) {
    driver.blobs(bucket);
    return uploads.stream()
        .filter(u -> u.bucket().equals(bucket) && u.key().equals(key) && u.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new DriverException(ErrorCode.NO_SUCH_UPLOAD, "no such upload"));
  }

  @Override
  public UploadedPart uploadPart(
      String bucket, String key, String uploadId, int number, Payload payload) {
    Upload upload = upload(bucket, key, uploadId);
    return put(upload, number, MapDriver.take(payload, upload.algorithm()));
  }

  private UploadedPart put(Upload upload, int number, Taken taken) {
    upload.parts().put(number, new Part(taken, driver.now()));
    return shown(upload, number);
  }

  private static UploadedPart shown(Upload upload, int number) {
    Taken taken = upload.parts().get(number).taken();
    return new UploadedPart(
        number, taken.etag(), upload.options().checksumAlgorithm().map(a -> taken.checksum()));
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
    Upload upload = upload(bucket, key, uploadId);
    Stored blob = driver.blob(source.bucket(), source.key());
    MapDriver.checkRead(conditions, blob, ErrorCode.PRECONDITION_FAILED);
    byte[] bytes = blob.bytes();
    if (range.isPresent()) {
      ByteSpan span = range.get().resolve(bytes.length).orElseThrow(MapUploads::outside);
      if (span.end() <= range.get().last()) {
        throw outside();
      }
      bytes = Arrays.copyOfRange(bytes, (int) span.offset(), (int) span.end());
    }
    Taken taken = new Taken(bytes, MapDriver.md5(bytes), Digests.of(upload.algorithm(), bytes));
    return put(upload, number, taken);
  }

  private static DriverException outside() {
    return new DriverException(ErrorCode.INVALID_ARGUMENT, "the range is outside the source");
  }

  @Override
  public PartPage listParts(String bucket, String key, String uploadId, int afterNumber, int most) {
    Upload upload = upload(bucket, key, uploadId);
    List<PartInfo> after =
        upload.parts().tailMap(afterNumber, false).entrySet().stream()
            .map(
                entry ->
                    new PartInfo(
                        shown(upload, entry.getKey()),
                        entry.getValue().taken().bytes().length,
                        entry.getValue().time()))
            .toList();
    return new PartPage(
        after.stream().limit(most).toList(),
        after.size() > most,
        upload.options().checksumAlgorithm(),
        upload.options().checksumType());
  }

  @Override
  public PutResult complete(
      String bucket,
      String key,
      String uploadId,
      List<UploadedPart> parts,
      CompleteOptions options) {
    Upload upload = upload(bucket, key, uploadId);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    List<Integer> sizes = new ArrayList<>();
    int last = 0;
    for (UploadedPart listed : parts) {
      if (listed.number() <= last) {
        throw new DriverException(ErrorCode.INVALID_PART_ORDER, "not ascending");
      }
      Part part = upload.parts().get(listed.number());
      if (part == null || !part.taken().etag().equals(listed.etag())) {
        throw new DriverException(ErrorCode.INVALID_PART, "no such part");
      }
      if (last > 0 && sizes.get(sizes.size() - 1) < driver.limits().minPartSize()) {
        throw new DriverException(ErrorCode.ENTITY_TOO_SMALL, "too small");
      }
      last = listed.number();
      bytes.writeBytes(part.taken().bytes());
      digests.writeBytes(HexFormat.of().parseHex(part.taken().etag().value()));
      sizes.add(part.taken().bytes().length);
    }
    Taken whole =
        new Taken(
            bytes.toByteArray(),
            ETag.ofParts(Digests.md5().digest(digests.toByteArray()), parts.size()),
            Digests.of(upload.algorithm(), bytes.toByteArray()));
    if (options.checksum().filter(c -> !c.equals(whole.checksum())).isPresent()) {
      throw new DriverException(ErrorCode.BAD_DIGEST, "another checksum");
    }
    PutResult result =
        driver.publish(bucket, key, whole, upload.options(), options.condition(), sizes);
    uploads.remove(upload);
    return result;
  }

  @Override
  public void abort(String bucket, String key, String uploadId) {
    uploads.remove(upload(bucket, key, uploadId));
  }

  @Override
  public UploadPage listUploads(String bucket, UploadListOptions options) {
    driver.blobs(bucket);
    List<UploadInfo> shown = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    List<Upload> ordered = new ArrayList<>(uploads);
    ordered.sort((a, b) -> Keys.UTF8_ORDER.compare(a.key(), b.key()));
    boolean behindId = options.uploadIdMarker().isEmpty();
    for (Upload upload : ordered) {
      if (!upload.bucket().equals(bucket) || !upload.key().startsWith(options.prefix())) {
        continue;
      }
      String name = MapDriver.rolled(upload.key(), options.prefix(), options.delimiter());
      int order = Keys.UTF8_ORDER.compare(name, options.keyMarker());
      boolean later = order == 0 && behindId && !options.uploadIdMarker().isEmpty();
      if (order == 0 && upload.id().equals(options.uploadIdMarker())) {
        behindId = true;
      }
      if ((order > 0 || later) && !prefixes.contains(name)) {
        if (shown.size() + prefixes.size() == options.most()) {
          return new UploadPage(shown, prefixes, true);
        }
        if (name.equals(upload.key())) {
          shown.add(new UploadInfo(upload.key(), upload.id(), upload.time()));
        } else {
          prefixes.add(name);
        }
      }
    }
    return new UploadPage(shown, prefixes, false);
  }
}

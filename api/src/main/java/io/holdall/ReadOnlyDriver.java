package io.holdall;

import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.Payload;
import io.holdall.spi.PresignDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.TagDriver;
import java.util.List;
import java.util.Optional;

/** Refuses every change before the driver under it is asked. */
final class ReadOnlyDriver extends ForwardingDriver {
  ReadOnlyDriver(StoreDriver driver) {
    super(driver);
  }

  static DriverException refusal() {
    return new DriverException(ErrorCode.ACCESS_DENIED, "the view is read-only");
  }

  @Override
  public void createBucket(String bucket) {
    throw refusal();
  }

  @Override
  public void deleteBucket(String bucket) {
    throw refusal();
  }

  @Override
  public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
    throw refusal();
  }

  @Override
  public void delete(String bucket, String key) {
    throw refusal();
  }

  @Override
  public void deleteIfMatch(String bucket, String key, ETag etag) {
    throw refusal();
  }

  @Override
  public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
    throw refusal();
  }

  @Override
  public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
    throw refusal();
  }

  @Override
  public Optional<MultipartDriver> multipart() {
    return delegate().multipart().map(ReadOnlyMultipart::new);
  }

  @Override
  public Optional<TagDriver> tags() {
    return delegate().tags().map(ReadOnlyTags::new);
  }

  @Override
  public Optional<PresignDriver> presign() {
    return delegate().presign().map(ReadOnlyDriver::signingReads);
  }

  private static PresignDriver signingReads(PresignDriver driver) {
    return (bucket, request) -> {
      return switch (request.method()) {
        case GET, HEAD -> driver.presign(bucket, request);
        case PUT, DELETE -> throw refusal();
      };
    };
  }

  private record ReadOnlyTags(TagDriver driver) implements TagDriver {
    @Override
    public Tags get(String bucket, String key) {
      return driver.get(bucket, key);
    }

    @Override
    public void set(String bucket, String key, Tags tags) {
      throw refusal();
    }
  }

  private record ReadOnlyMultipart(MultipartDriver driver) implements MultipartDriver {
    @Override
    public String start(String bucket, String key, PutOptions options) {
      throw refusal();
    }

    @Override
    public UploadedPart uploadPart(
        String bucket, String key, String uploadId, int number, Payload payload) {
      throw refusal();
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
      throw refusal();
    }

    @Override
    public PartPage listParts(
        String bucket, String key, String uploadId, int afterNumber, int most) {
      return driver.listParts(bucket, key, uploadId, afterNumber, most);
    }

    @Override
    public PutResult complete(
        String bucket,
        String key,
        String uploadId,
        List<UploadedPart> parts,
        CompleteOptions options) {
      throw refusal();
    }

    @Override
    public void abort(String bucket, String key, String uploadId) {
      throw refusal();
    }

    @Override
    public UploadPage listUploads(String bucket, UploadListOptions options) {
      return driver.listUploads(bucket, options);
    }
  }
}

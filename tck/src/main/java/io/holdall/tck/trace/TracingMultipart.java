package io.holdall.tck.trace;

import io.holdall.BlobRef;
import io.holdall.ByteRange;
import io.holdall.CompleteOptions;
import io.holdall.PartPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.UploadedPart;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.Payload;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls on uploads, written down. */
record TracingMultipart(MultipartDriver driver, RequestLog log) implements MultipartDriver {
  private <T> T ask(
      Supplier<RestRequest> request, Function<T, @Nullable String> answer, Supplier<T> call) {
    return log.ask(() -> request.get().toString(), answer, call);
  }

  private static RestRequest onUpload(String method, String bucket, String key, String uploadId) {
    return RestRequest.ofBlob(method, bucket, key).query("uploadId", uploadId);
  }

  private static RestRequest part(String bucket, String key, String uploadId, int number) {
    return RestRequest.ofBlob("PUT", bucket, key)
        .query("partNumber", number)
        .query("uploadId", uploadId);
  }

  @Override
  public String start(String bucket, String key, PutOptions options) {
    return ask(
        () ->
            RestHeaders.put(RestRequest.ofBlob("POST", bucket, key).sub("uploads"), options)
                .header("x-amz-checksum-type", options.checksumType()),
        id -> "UploadId " + id,
        () -> {
          String id = driver.start(bucket, key, options);
          log.addUpload(new RequestLog.Upload(bucket, key, id));
          return id;
        });
  }

  @Override
  public UploadedPart uploadPart(
      String bucket, String key, String uploadId, int number, Payload payload) {
    return ask(
        () -> RestHeaders.payload(part(bucket, key, uploadId, number), payload),
        part -> "ETag " + part.etag().quoted(),
        () -> driver.uploadPart(bucket, key, uploadId, number, payload));
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
    return ask(
        () ->
            RestHeaders.conditions(
                part(bucket, key, uploadId, number)
                    .header("x-amz-copy-source", RestRequest.path(source.bucket(), source.key()))
                    .header("x-amz-copy-source-range", range.map(RestHeaders::range)),
                "x-amz-copy-source-",
                conditions),
        part -> "ETag " + part.etag().quoted(),
        () -> driver.copyPart(bucket, key, uploadId, number, source, range, conditions));
  }

  @Override
  public PartPage listParts(String bucket, String key, String uploadId, int afterNumber, int most) {
    return ask(
        () ->
            onUpload("GET", bucket, key, uploadId)
                .query("part-number-marker", afterNumber)
                .query("max-parts", most),
        page -> page.parts().stream().map(part -> part.number()).toList().toString(),
        () -> driver.listParts(bucket, key, uploadId, afterNumber, most));
  }

  @Override
  public PutResult complete(
      String bucket,
      String key,
      String uploadId,
      List<UploadedPart> parts,
      CompleteOptions options) {
    log.addWritten(bucket, key);
    return ask(
        () -> {
          RestRequest request = onUpload("POST", bucket, key, uploadId);
          RestHeaders.condition(request, options.condition());
          options.checksum().ifPresent(it -> RestHeaders.checksum(request, it));
          return request.body(Xml.complete(parts));
        },
        Answers::put,
        () -> {
          PutResult completed = driver.complete(bucket, key, uploadId, parts, options);
          log.removeUpload(new RequestLog.Upload(bucket, key, uploadId));
          return completed;
        });
  }

  @Override
  public void abort(String bucket, String key, String uploadId) {
    ask(
        () -> onUpload("DELETE", bucket, key, uploadId),
        done -> null,
        () -> {
          driver.abort(bucket, key, uploadId);
          log.removeUpload(new RequestLog.Upload(bucket, key, uploadId));
          return true;
        });
  }

  @Override
  public UploadPage listUploads(String bucket, UploadListOptions options) {
    return ask(
        () ->
            RestRequest.ofBucket("GET", bucket)
                .sub("uploads")
                .queryUnlessEmpty("prefix", options.prefix())
                .queryUnlessEmpty("delimiter", options.delimiter())
                .queryUnlessEmpty("key-marker", options.keyMarker())
                .queryUnlessEmpty("upload-id-marker", options.uploadIdMarker())
                .query("max-uploads", options.most()),
        page -> page.uploads().stream().map(it -> it.key() + " " + it.id()).toList().toString(),
        () -> driver.listUploads(bucket, options));
  }
}

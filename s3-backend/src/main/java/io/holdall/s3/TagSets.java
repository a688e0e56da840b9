package io.holdall.s3;

import io.holdall.ErrorCode;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.spi.DriverException;
import io.holdall.spi.TagDriver;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** The tags of blobs. Thread-safe. */
final class TagSets implements TagDriver {
  private final Clients clients;
  private final Calls calls;
  private final Requests requests;
  private final Reads reads;

  TagSets(Clients clients, Calls calls, Requests requests, Reads reads) {
    this.clients = clients;
    this.calls = calls;
    this.requests = requests;
    this.reads = reads;
  }

  static Tagging sdk(Tags tags) {
    return Tagging.builder()
        .tagSet(
            tags.asMap().entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }

  @Override
  public Tags get(String bucket, String key) {
    GetObjectTaggingRequest.Builder request =
        GetObjectTaggingRequest.builder().bucket(bucket).key(key);
    requests.readOverride().ifPresent(request::overrideConfiguration);
    GetObjectTaggingResponse answer =
        ofBlob(
            bucket,
            key,
            () -> calls.read(() -> clients.reading().getObjectTagging(request.build())));
    Map<String, String> tags = new TreeMap<>();
    // Some vendors leave out what is empty.
    answer
        .tagSet()
        .forEach(tag -> tags.put(tag.key(), Objects.requireNonNullElse(tag.value(), "")));
    return Responses.understood(() -> new Tags(tags));
  }

  @Override
  public void set(String bucket, String key, Tags tags) {
    if (tags.asMap().isEmpty()) {
      DeleteObjectTaggingRequest.Builder request =
          DeleteObjectTaggingRequest.builder().bucket(bucket).key(key);
      requests.writeOverride().ifPresent(request::overrideConfiguration);
      ofBlob(
          bucket,
          key,
          () -> calls.write(() -> clients.writing().deleteObjectTagging(request.build())));
      return;
    }
    PutObjectTaggingRequest.Builder request =
        PutObjectTaggingRequest.builder().bucket(bucket).key(key).tagging(sdk(tags));
    requests.writeOverride().ifPresent(request::overrideConfiguration);
    ofBlob(
        bucket, key, () -> calls.write(() -> clients.writing().putObjectTagging(request.build())));
  }

  /**
   * Where a bucket keeps versions, a key that was deleted has a delete marker, which has no tags:
   * the method is not allowed there (VER-25). The same is answered by who has no tags at all.
   */
  private <T> T ofBlob(String bucket, String key, Supplier<T> call) {
    try {
      return call.get();
    } catch (DriverException e) {
      boolean notAllowed = e.getCause() instanceof S3Exception answer && answer.statusCode() == 405;
      if (notAllowed && reads.head(bucket, key, ReadConditions.none()).isEmpty()) {
        throw Faults.as(ErrorCode.NO_SUCH_KEY, e);
      }
      throw e;
    }
  }
}

package io.holdall.s3;

import io.holdall.BucketInfo;
import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets themselves. Thread-safe. */
final class Buckets {
  private static final int PAGE = 1000;

  private final Clients clients;
  private final Calls calls;
  private final Requests requests;

  Buckets(Clients clients, Calls calls, Requests requests) {
    this.clients = clients;
    this.calls = calls;
    this.requests = requests;
  }

  /**
   * Looks before it asks: some servers answer for an own bucket as if they had made it, and reset
   * its ACL (BKT-26). The SDK adds the location constraint that the region wants (BKT-22).
   */
  void create(String bucket) {
    if (!isNameFree(bucket)) {
      throw new DriverException(
          isOwn(bucket) ? ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU : ErrorCode.BUCKET_ALREADY_EXISTS,
          "a bucket of this name exists already");
    }
    CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(bucket);
    requests.writeOverride().ifPresent(request::overrideConfiguration);
    calls.write(() -> clients.writing().createBucket(request.build()));
  }

  private boolean isNameFree(String bucket) {
    return calls.read(
        () -> {
          try {
            head(bucket);
            return false;
          } catch (S3Exception e) {
            if (Faults.isNotOfS3(e)) {
              throw e;
            }
            return switch (e.statusCode()) {
              case 404 -> true;
              case 301, 403 -> false;
              default -> throw e;
            };
          }
        });
  }

  private void head(String bucket) {
    HeadBucketRequest.Builder request = HeadBucketRequest.builder().bucket(bucket);
    requests.readOverride().ifPresent(request::overrideConfiguration);
    clients.reading().headBucket(request.build());
  }

  /** Whether it is among the caller's own; taken for granted where these may not be listed. */
  private boolean isOwn(String bucket) {
    try {
      return list(bucket).stream().anyMatch(own -> own.name().equals(bucket));
    } catch (DriverException e) {
      if (e.code() == ErrorCode.ACCESS_DENIED || e.code() == ErrorCode.UNSUPPORTED) {
        return true;
      }
      throw e;
    }
  }

  void delete(String bucket) {
    DeleteBucketRequest.Builder request = DeleteBucketRequest.builder().bucket(bucket);
    requests.writeOverride().ifPresent(request::overrideConfiguration);
    calls.write(() -> clients.writing().deleteBucket(request.build()));
  }

  boolean exists(String bucket) {
    return calls.read(
        () -> {
          try {
            head(bucket);
            return true;
          } catch (S3Exception e) {
            return existsAccordingTo(bucket, e);
          }
        });
  }

  /** HEAD says neither who is refused nor why (BKT-51); a listing of nothing does. */
  private boolean existsAccordingTo(String bucket, S3Exception answer) {
    if (Faults.isNotOfS3(answer)) {
      throw answer;
    }
    return switch (answer.statusCode()) {
      case 404 -> false;
      case 400, 403 -> {
        S3Exception reason = reason(bucket).orElse(answer);
        ErrorCode code = ErrorTable.of(Faults.code(reason), reason.statusCode()).code();
        if (code == ErrorCode.ACCESS_DENIED || code == ErrorCode.NO_SUCH_BUCKET) {
          yield false;
        }
        throw reason;
      }
      default -> throw answer;
    };
  }

  private Optional<S3Exception> reason(String bucket) {
    try {
      ListObjectsV2Request.Builder request =
          ListObjectsV2Request.builder().bucket(bucket).maxKeys(1);
      requests.readOverride().ifPresent(request::overrideConfiguration);
      clients.reading().listObjectsV2(request.build());
      return Optional.empty();
    } catch (S3Exception e) {
      return Optional.of(e);
    }
  }

  List<BucketInfo> list() {
    return list("");
  }

  private List<BucketInfo> list(String prefix) {
    List<BucketInfo> buckets = new ArrayList<>();
    @Nullable String token = null;
    do {
      ListBucketsRequest.Builder request =
          ListBucketsRequest.builder()
              .maxBuckets(PAGE)
              .prefix(prefix.isEmpty() ? null : prefix)
              .continuationToken(token);
      requests.readOverride().ifPresent(request::overrideConfiguration);
      ListBucketsResponse page = calls.read(() -> clients.reading().listBuckets(request.build()));
      page.buckets().stream().map(Responses::bucket).forEach(buckets::add);
      if (token != null && token.equals(page.continuationToken())) {
        throw new DriverException(
            ErrorCode.INTERNAL,
            "the store gave the same page of buckets again, in place of the next one");
      }
      token = page.continuationToken();
    } while (token != null && !token.isEmpty());
    buckets.sort(Comparator.comparing(BucketInfo::name));
    return List.copyOf(buckets);
  }
}

package io.holdall.s3;

import io.holdall.BlobAttributes;
import io.holdall.ByteRange;
import io.holdall.ByteSpan;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.ReadConditions;
import io.holdall.spi.DriverException;
import io.holdall.spi.OpenBlob;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Opens, examines and lists blobs. Thread-safe. */
final class Reads {
  private final Clients clients;
  private final Calls calls;
  private final Requests requests;

  Reads(Clients clients, Calls calls, Requests requests) {
    this.clients = clients;
    this.calls = calls;
    this.requests = requests;
  }

  // ---- get

  OpenBlob get(String bucket, String key, GetOptions options) {
    GetObjectRequest request = requests.get(bucket, key, options);
    ResponseInputStream<GetObjectResponse> answer;
    try {
      answer = calls.read(() -> clients.reading().getObject(request));
    } catch (DriverException e) {
      throw options.part().isPresent() ? ofPart(e) : e;
    }
    try {
      return open(key, options, answer);
    } catch (RuntimeException e) {
      answer.abort();
      throw e;
    }
  }

  /** Some vendors answer for a part as they do for a range or a completion (VEND-15). */
  private static DriverException ofPart(DriverException e) {
    return e.code() == ErrorCode.INVALID_PART || e.code() == ErrorCode.INVALID_RANGE
        ? Faults.as(ErrorCode.INVALID_PART_NUMBER, e)
        : e;
  }

  private OpenBlob open(
      String key, GetOptions options, ResponseInputStream<GetObjectResponse> answer) {
    GetObjectResponse head = answer.response();
    Optional<Responses.Extent> part = Responses.extent(head);
    long size = part.map(Responses.Extent::size).orElseGet(() -> length(head));
    ByteSpan span = part.map(Responses.Extent::span).orElseGet(() -> new ByteSpan(0, size));
    options.range().ifPresent(range -> requireSpan(range, size, span));
    if (options.part().isPresent() && part.isEmpty() && size > 0) {
      throw notAPart(options.part().getAsInt(), size);
    }
    BlobAttributes attributes = Responses.attributes(key, head, size, options.part().isPresent());
    boolean whole = span.length() == size;
    return new OpenBlob(
        attributes,
        span,
        new BlobContent(
            answer,
            span.length(),
            attributes.checksum().filter(checksum -> whole && isOurs(checksum)),
            calls.faults(),
            calls.traffic()));
  }

  private static long length(GetObjectResponse head) {
    if (head.contentLength() == null) {
      throw new DriverException(ErrorCode.CORRUPT, "the answer does not say how long it is");
    }
    return head.contentLength();
  }

  /** Some vendors give for a range that selects nothing everything, or know no ranges. */
  private static void requireSpan(ByteRange range, long size, ByteSpan span) {
    Optional<ByteSpan> asked = range.resolve(size);
    if (asked.isEmpty()) {
      throw new DriverException(
          ErrorCode.INVALID_RANGE,
          "the range %s selects nothing of %s bytes".formatted(Requests.header(range), size));
    }
    if (!asked.get().equals(span)) {
      throw new DriverException(
          ErrorCode.UNSUPPORTED,
          "the store answers with %s where %s was asked".formatted(span, asked.get()));
    }
  }

  /** Some vendors know no parts, and give the whole. */
  private static DriverException notAPart(int number, long size) {
    return new DriverException(
        ErrorCode.UNSUPPORTED,
        "the store answers with all %s bytes where part %s was asked".formatted(size, number));
  }

  /** The one that the SDK cannot compute. */
  private static boolean isOurs(Checksum checksum) {
    return checksum.algorithm() == ChecksumAlgorithm.CRC64NVME
        && checksum.type() == ChecksumType.FULL_OBJECT;
  }

  // ---- head

  Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
    HeadObjectRequest request = requests.head(bucket, key, conditions);
    return calls.read(
        () -> {
          try {
            return Optional.of(Responses.attributes(key, clients.reading().headObject(request)));
          } catch (S3Exception e) {
            return ifAbsent(bucket, key, e);
          }
        });
  }

  /**
   * Empty if the key is what is missing. HEAD has no body and so no code (GET-03): only where it
   * does not say enough, a GET is asked for it.
   */
  private Optional<BlobAttributes> ifAbsent(String bucket, String key, S3Exception answer) {
    int status = answer.statusCode();
    if (status != 400 && status != 403 && status != 404) {
      throw answer;
    }
    S3Exception reason = reason(bucket, key).orElse(answer);
    if (!Faults.isNotOfS3(reason)
        && ErrorTable.of(Faults.code(reason), reason.statusCode()).code()
            == ErrorCode.NO_SUCH_KEY) {
      return Optional.empty();
    }
    throw reason;
  }

  /** Why the key cannot be read; empty if by now it can. */
  private Optional<S3Exception> reason(String bucket, String key) {
    try {
      clients.reading().getObject(requests.probe(bucket, key)).abort();
      return Optional.empty();
    } catch (S3Exception e) {
      boolean empty = e.statusCode() == 416;
      return empty ? Optional.empty() : Optional.of(e);
    }
  }

  // ---- list

  ListPage list(String bucket, ListOptions options) {
    ListObjectsV2Request request = requests.list(bucket, options);
    try {
      return Responses.page(
          calls.read(() -> clients.reading().listObjectsV2(request)),
          options,
          key -> head(bucket, key, ReadConditions.none()));
    } catch (DriverException e) {
      throw options.token() != null && e.code() == ErrorCode.INVALID_ARGUMENT
          ? Faults.as(ErrorCode.INVALID_TOKEN, e)
          : e;
    }
  }
}

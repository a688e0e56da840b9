package io.holdall.endpoint.handler;

import io.holdall.BlobStoreException;
import io.holdall.BucketInfo;
import io.holdall.ErrorCode;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.Arguments;
import io.holdall.endpoint.header.Integrity;
import io.holdall.endpoint.header.Names;
import io.holdall.endpoint.header.Numbers;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.xml.BucketDocuments;
import io.holdall.endpoint.xml.CreateBucketDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The buckets themselves: ListBuckets, CreateBucket, HeadBucket, DeleteBucket and what they are.
 */
final class Buckets {
  private static final String US_EAST_1 = "us-east-1";
  private static final int MAX_PAGE = 10_000;
  private static final List<String> PAGING =
      List.of("max-buckets", "prefix", "bucket-region", "continuation-token");
  private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private Buckets() {}

  // ---- all of them

  /** BKT-52, BKT-53. */
  static S3Response list(Call call) {
    Query query = call.query();
    int most = Numbers.pageSize(query, "max-buckets", MAX_PAGE);
    if (most == 0) {
      throw Arguments.invalid("max-buckets", "0", "max-buckets must be from 1 to " + MAX_PAGE);
    }
    String prefix = call.parameter("prefix");
    String behind = name(call.parameter("continuation-token"));
    boolean here = isHere(call);
    // One more than the page holds tells whether there is another page.
    List<BucketInfo> found =
        here
            ? call.store().listBuckets().stream()
                .filter(bucket -> bucket.name().startsWith(prefix))
                .filter(bucket -> bucket.name().compareTo(behind) > 0)
                .limit(most + 1L)
                .toList()
            : List.of();
    boolean truncated = found.size() > most;
    List<BucketInfo> page = truncated ? found.subList(0, most) : found;
    return Answers.xml(
        BucketDocuments.list(
            Site.OWNER,
            page,
            PAGING.stream().anyMatch(query::has)
                ? Optional.of(call.site().region())
                : Optional.empty(),
            query.value("prefix"),
            truncated ? Optional.of(token(page.get(most - 1).name())) : Optional.empty()));
  }

  private static boolean isHere(Call call) {
    String region = call.parameter("bucket-region");
    if (!region.isEmpty() && !REGION.matcher(region).matches()) {
      throw Arguments.invalid(
          "bucket-region", region, "Argument value " + region + " is not a valid AWS Region");
    }
    return region.isEmpty() || region.equals(call.site().region());
  }

  private static String token(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String name(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Arguments.invalid(
          "continuation-token", token, "The continuation token provided is incorrect");
    }
  }

  // ---- one of them

  static S3Response create(Call call) throws IOException {
    CreateBucketDocument document =
        CreateBucketDocument.read(call.document(Integrity.of(call.headers())));
    checkLocation(call.site().region(), document.locationConstraint());
    if (!document.tags().isEmpty()) {
      throw new S3Exception(S3Error.NOT_IMPLEMENTED, "Buckets have no tags here");
    }
    String region = call.site().region();
    String name = Names.newBucket(call.bucketName());
    try {
      call.store().createBucket(name);
    } catch (BlobStoreException e) {
      // There, and there alone, it is no error to make a bucket that one has (BKT-26).
      if (e.code() != ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU || !region.equals(US_EAST_1)) {
        throw e;
      }
    }
    String location =
        region.equals(US_EAST_1) ? "/" + name : "http://" + name + ".s3.amazonaws.com/";
    return Answers.ok(Headers.of("Location", location, "x-amz-bucket-arn", arn(name)));
  }

  /** BKT-22 to BKT-24, for an endpoint that makes buckets in its own region and nowhere else. */
  private static void checkLocation(String region, Optional<String> constraint) {
    String wanted = constraint.map(String::strip).orElse("");
    if (region.equals(US_EAST_1)) {
      if (!wanted.isEmpty()) {
        throw new S3Exception(S3Error.INVALID_LOCATION_CONSTRAINT)
            .with("LocationConstraint", wanted);
      }
    } else if (!wanted.equals(region)) {
      throw new S3Exception(
          S3Error.ILLEGAL_LOCATION_CONSTRAINT,
          "The "
              + (wanted.isEmpty() ? "unspecified" : wanted)
              + " location constraint is incompatible for the region specific endpoint this request was sent to.");
    }
  }

  private static String arn(String name) {
    return "arn:aws:s3:::" + name;
  }

  /** BKT-50. */
  static S3Response head(Call call) {
    call.requireBucket();
    return Answers.ok(
        Headers.of(
            "x-amz-bucket-region",
            call.site().region(),
            "x-amz-bucket-arn",
            arn(call.bucketName()),
            "x-amz-access-point-alias",
            "false",
            "Content-Type",
            "application/xml"));
  }

  static S3Response delete(Call call) {
    call.store().deleteBucket(call.bucketName());
    return Answers.noContent();
  }

  /** BKT-56: the oldest region has no name here. */
  static S3Response location(Call call) {
    call.requireBucket();
    String region = call.site().region();
    return Answers.xml(BucketDocuments.location(region.equals(US_EAST_1) ? "" : region));
  }

  /** VER-01: no bucket has versions. */
  static S3Response versioning(Call call) {
    call.requireBucket();
    return Answers.xml(BucketDocuments.neverVersioned());
  }
}

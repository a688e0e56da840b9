package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobRef;
import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.CompleteOptions;
import io.holdall.ContentHeaders;
import io.holdall.ContentMd5;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadListOptions;
import io.holdall.UploadedPart;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calls that need a feature. A store that does not declare it must refuse them all as {@link
 * ErrorCode#UNSUPPORTED}, and must not have done them either.
 */
public final class Refusals {
  private static final ETag SOME_TAG = ETag.of("d41d8cd98f00b204e9800998ecf8427e");

  private Refusals() {}

  /**
   * Makes each call that needs the feature.
   *
   * @throws AssertionError if one is not refused, or had an effect
   */
  public static void check(Sandbox sandbox, Feature feature) {
    Bucket bucket = sandbox.bucket();
    bucket.put("present", Body.of("kept"));
    for (Runnable call : calls(sandbox, bucket, feature)) {
      assertThat(refusal(call))
          .as("the answer to a call that needs %s", feature)
          .isEqualTo(ErrorCode.UNSUPPORTED.toString());
    }
    assertThat(bucket.list().stream().map(blob -> blob.key()).toList())
        .as("the blobs after calls that needed %s", feature)
        .containsExactly("present");
    assertThat(bucket.getString("present")).isEqualTo("kept");
  }

  private static String refusal(Runnable call) {
    try {
      call.run();
      return "success";
    } catch (BlobStoreException e) {
      return e.code().toString();
    }
  }

  private static List<Runnable> calls(Sandbox sandbox, Bucket bucket, Feature feature) {
    return switch (feature) {
      case BUCKET_ADMIN ->
          List.of(
              () -> makeAndUnmake(sandbox.store(), sandbox.freshName()),
              // Not the bucket that the kit was given: nobody knows what a broken store does.
              () -> sandbox.store().deleteBucket(sandbox.freshName()),
              () -> sandbox.store().listBuckets());
      case MULTIPART -> multipart(bucket);
      case COPY_PART ->
          List.of(
              () ->
                  bucket
                      .upload("new", "1")
                      .copyPart(1, bucket.ref("present"), Optional.empty(), ReadConditions.none()));
      case PART_READS ->
          List.of(() -> bucket.get("present", GetOptions.defaults().part(1)).close());
      case PRESIGN ->
          List.of(
              () -> bucket.presignGet("present", Duration.ofMinutes(1)),
              () -> bucket.presignPut("new", Duration.ofMinutes(1)));
      case TAGS ->
          List.of(
              () -> bucket.tags("present"),
              () -> bucket.setTags("present", Tags.none().with("a", "b")),
              () -> bucket.deleteTags("present"),
              put(bucket, Body.of("x"), PutOptions.defaults().tag("a", "b")));
      case PUT_IF_ABSENT -> List.of(put(bucket, Body.of("x"), PutOptions.defaults().ifAbsent()));
      case PUT_IF_MATCH ->
          List.of(
              () -> bucket.put("present", Body.of("x"), PutOptions.defaults().ifMatch(SOME_TAG)));
      case COMPLETE_IF -> completeIf(bucket);
      case COPY_TARGET_IF ->
          List.of(
              copy(bucket, CopyOptions.defaults().targetCondition(WriteCondition.ifAbsent())),
              copy(
                  bucket,
                  CopyOptions.defaults().targetCondition(WriteCondition.ifMatch(SOME_TAG))));
      case COPY_SOURCE_IF ->
          List.of(
              copy(
                  bucket,
                  CopyOptions.defaults()
                      .sourceConditions(ReadConditions.none().ifMatch(ETag.of("*")))));
      case DELETE_IF_MATCH -> List.of(() -> bucket.delete("present", ETag.of("*")));
      case CONTENT_MD5 ->
          List.of(
              put(
                  bucket,
                  Body.empty().expecting(ContentMd5.parse("1B2M2Y8AsgTpgAmY7PhCfg==")),
                  PutOptions.defaults()));
      case CHECKSUM_CRC32 -> checksum(bucket, ChecksumAlgorithm.CRC32);
      case CHECKSUM_CRC32C -> checksum(bucket, ChecksumAlgorithm.CRC32C);
      case CHECKSUM_CRC64NVME -> checksum(bucket, ChecksumAlgorithm.CRC64NVME);
      case CHECKSUM_SHA1 -> checksum(bucket, ChecksumAlgorithm.SHA1);
      case CHECKSUM_SHA256 -> checksum(bucket, ChecksumAlgorithm.SHA256);
      case ANY_DELIMITER -> List.of(() -> bucket.listPage(ListOptions.all().delimiter("e")));
      case NON_ASCII_HEADERS -> {
        ContentHeaders headers =
            ContentHeaders.none().contentDisposition("attachment; filename=\"\u00FC.txt\"");
        yield List.of(
            put(bucket, Body.of("x"), PutOptions.defaults().headers(headers)),
            copy(bucket, CopyOptions.defaults().replacing(headers, UserMetadata.none())));
      }
      // No call needs these: they are about what the store does with calls that all can make.
      case DEFAULT_CHECKSUM, MD5_ETAG, ANY_KEY, NON_ASCII_METADATA -> List.of();
    };
  }

  /** If it is made all the same it is outside what is cleaned up. */
  private static void makeAndUnmake(BlobStore store, String name) {
    store.createBucket(name);
    store.deleteBucket(name);
  }

  private static List<Runnable> multipart(Bucket bucket) {
    List<UploadedPart> parts = List.of(new UploadedPart(1, SOME_TAG, Optional.empty()));
    return List.of(
        () -> bucket.startUpload("new"),
        () -> bucket.listUploads(UploadListOptions.under("")),
        () -> bucket.upload("new", "1").uploadPart(1, Body.of("x")),
        () -> bucket.upload("new", "1").listParts(0, 1),
        () -> bucket.upload("new", "1").complete(parts),
        () -> bucket.upload("new", "1").abort());
  }

  private static List<Runnable> completeIf(Bucket bucket) {
    List<UploadedPart> parts = List.of(new UploadedPart(1, SOME_TAG, Optional.empty()));
    CompleteOptions ifAbsent = CompleteOptions.defaults().condition(WriteCondition.ifAbsent());
    return List.of(() -> bucket.upload("new", "1").complete(parts, ifAbsent));
  }

  private static List<Runnable> checksum(Bucket bucket, ChecksumAlgorithm algorithm) {
    Checksum some = Checksum.of(algorithm, new byte[algorithm.digestBytes()]);
    List<Runnable> calls = new ArrayList<>();
    calls.add(put(bucket, Body.of("x"), PutOptions.defaults().checksum(algorithm)));
    calls.add(put(bucket, Body.of("x").expecting(some), PutOptions.defaults()));
    calls.add(copy(bucket, CopyOptions.defaults().checksum(algorithm)));
    return calls;
  }

  private static Runnable put(Bucket bucket, Body body, PutOptions options) {
    return () -> bucket.put("new", body, options);
  }

  private static Runnable copy(Bucket bucket, CopyOptions options) {
    return () ->
        bucket.copy(new BlobRef(bucket.name(), bucket.prefix() + "present"), "new", options);
  }
}

package io.holdall.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Decodes the keys of listings (LIST-09), before the SDK does: that one decodes the echo of prefix
 * and start as well, which some vendors do not encode, and fails on a percent sign in them.
 */
final class KeyDecoding {
  /** In place of the encoding that a page had. */
  private static final String DECODED = "none";

  private KeyDecoding() {}

  /** The same answer, with keys that are not encoded. */
  static SdkResponse decoded(SdkResponse response) {
    if (response instanceof ListObjectsV2Response page && isEncoded(page.encodingType())) {
      return page.toBuilder()
          .encodingType(DECODED)
          .contents(map(page.contents(), KeyDecoding::decoded))
          .commonPrefixes(map(page.commonPrefixes(), KeyDecoding::decoded))
          .build();
    }
    if (response instanceof ListMultipartUploadsResponse page && isEncoded(page.encodingType())) {
      return page.toBuilder()
          .encodingType(DECODED)
          .uploads(map(page.uploads(), KeyDecoding::decoded))
          .commonPrefixes(map(page.commonPrefixes(), KeyDecoding::decoded))
          .build();
    }
    return response;
  }

  /** Whether nobody can tell if the keys are encoded: the answer does not say that they are. */
  static boolean isDoubtful(ListMultipartUploadsResponse page) {
    return page.encodingType() == null
        && Stream.concat(
                page.uploads().stream().map(MultipartUpload::key),
                page.commonPrefixes().stream().map(CommonPrefix::prefix))
            .anyMatch(text -> !isPlain(text));
  }

  private static boolean isEncoded(EncodingType type) {
    return type == EncodingType.URL;
  }

  private static <T> List<T> map(List<T> items, Function<T, T> change) {
    return items.stream().map(change).toList();
  }

  private static S3Object decoded(S3Object blob) {
    return isPlain(blob.key()) ? blob : blob.toBuilder().key(decode(blob.key())).build();
  }

  private static CommonPrefix decoded(CommonPrefix prefix) {
    return isPlain(prefix.prefix())
        ? prefix
        : prefix.toBuilder().prefix(decode(prefix.prefix())).build();
  }

  private static MultipartUpload decoded(MultipartUpload upload) {
    return isPlain(upload.key()) ? upload : upload.toBuilder().key(decode(upload.key())).build();
  }

  private static boolean isPlain(String text) {
    return text.indexOf('%') < 0 && text.indexOf('+') < 0;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}

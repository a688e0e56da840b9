package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobStoreException;
import io.holdall.Bucket;
import io.holdall.ContentHeaders;
import io.holdall.ErrorCode;
import java.util.Arrays;
import java.util.List;

/** What several contracts expect. */
final class Expect {
  private Expect() {}

  /** That a call fails with this code, and the exception it failed with. */
  static BlobStoreException fails(ErrorCode code, Runnable call) {
    BlobStoreException thrown = failure(call);
    assertThat(thrown.code()).as("the code of: %s", thrown.getMessage()).isEqualTo(code);
    return thrown;
  }

  /** That a call fails with one of these codes. */
  static BlobStoreException failsWithOneOf(List<ErrorCode> codes, Runnable call) {
    BlobStoreException thrown = failure(call);
    assertThat(codes).as("the codes that may be thrown").contains(thrown.code());
    return thrown;
  }

  /** That a call, if it fails, fails with this code. */
  static void succeedsOrFails(ErrorCode code, Runnable call) {
    try {
      call.run();
    } catch (BlobStoreException e) {
      assertThat(e.code()).as("the code of: %s", e.getMessage()).isEqualTo(code);
    }
  }

  private static BlobStoreException failure(Runnable call) {
    try {
      call.run();
    } catch (BlobStoreException e) {
      return e;
    }
    throw new AssertionError("the call should have failed, and succeeded");
  }

  /** That the key holds exactly these bytes, by every way of reading. */
  static void holds(Bucket bucket, String key, byte[] bytes) {
    try (Blob blob = bucket.get(key)) {
      BlobAttributes read = blob.attributes();
      assertThat(read.size()).as("the size that get tells").isEqualTo(bytes.length);
      same(blob.bytes(), bytes);
      BlobAttributes head = bucket.head(key);
      assertThat(head.size()).as("the size that head tells").isEqualTo(bytes.length);
      assertThat(head.etag()).as("the ETag that head tells").isEqualTo(read.etag());
    }
  }

  /** That two arrays are the same, without printing them. */
  static void same(byte[] actual, byte[] expected) {
    int at = Arrays.mismatch(actual, expected);
    if (at >= 0) {
      throw new AssertionError(
          "read %s bytes for %s, the first difference at %s"
              .formatted(actual.length, expected.length, at));
    }
  }

  /**
   * What listings and reads tell alike: a read may tell of no checksum, or a listing (LIST-11a).
   */
  static BlobInfo withoutChecksum(BlobInfo info) {
    return new BlobInfo(info.key(), info.size(), info.etag(), info.lastModified());
  }

  /** The keys that a listing of everything shows. */
  static List<String> keys(Bucket bucket) {
    return bucket.list().stream().map(BlobInfo::key).toList();
  }

  /** The headers of a blob that was put with these. */
  static ContentHeaders withType(ContentHeaders headers) {
    return headers.contentType().isPresent()
        ? headers
        : headers.contentType(ContentHeaders.DEFAULT_CONTENT_TYPE);
  }
}

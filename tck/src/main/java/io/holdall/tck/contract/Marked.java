package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobStoreException;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.model.Digests;
import java.util.Optional;

/** Blobs that tell by themselves whether they are whole. */
final class Marked {
  private Marked() {}

  /** A blob that tells in its metadata which content it has. */
  static void put(Bucket bucket, String key, Content content) {
    PutOptions options =
        PutOptions.defaults()
            .metadata("size", String.valueOf(content.size()))
            .metadata("seed", String.valueOf(content.seed()));
    bucket.put(key, content.body(), options);
  }

  /** That a blob is one of those that were put, and of one piece with its metadata and ETag. */
  private static Content isWhole(Sandbox sandbox, BlobAttributes attributes, byte[] bytes) {
    Content content =
        new Content(
            Integer.parseInt(attributes.metadata().asMap().getOrDefault("size", "-1")),
            Integer.parseInt(attributes.metadata().asMap().getOrDefault("seed", "-1")));
    assertThat(attributes.size()).as("the size, beside the metadata").isEqualTo(content.size());
    Expect.same(bytes, content.bytes());
    if (sandbox.has(Feature.MD5_ETAG)) {
      assertThat(attributes.etag()).as("the ETag").isEqualTo(Digests.etag(bytes));
    }
    return content;
  }

  static Content read(Sandbox sandbox, Bucket bucket, String key) {
    try (Blob blob = bucket.get(key)) {
      return isWhole(sandbox, blob.attributes(), blob.bytes());
    }
  }

  /** The error of a call, if it fails. */
  static Optional<ErrorCode> attempt(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (BlobStoreException e) {
      return Optional.of(e.code());
    }
  }
}

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
import io.holdall.tck.linear.Reply;
import io.holdall.tck.model.Digests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

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

  /**
   * That of writes to "key" that ask for no blob to be there, at the same time, one succeeds, where
   * no answer is lost.
   *
   * @param writes each of "writer " and its index
   */
  static void oneWins(Sandbox sandbox, Bucket bucket, List<Runnable> writes) {
    assertThat(noTwoWin(sandbox, bucket, writes)).as("whether all were refused").isFalse();
  }

  /**
   * That of such writes no two succeed, and that the blob is of the one that did.
   *
   * @param writes each of "writer " and its index
   * @return whether none did, though the answer to one at least is known
   */
  static boolean noTwoWin(Sandbox sandbox, Bucket bucket, List<Runnable> writes) {
    List<Callable<Optional<ErrorCode>>> tasks = new ArrayList<>();
    writes.forEach(write -> tasks.add(() -> attempt(write)));
    List<Optional<ErrorCode>> outcomes = sandbox.together(tasks);
    List<String> winners = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Optional<ErrorCode> error = outcomes.get(i);
      if (error.isEmpty()) {
        winners.add("writer " + i);
      } else if (Reply.Lost.is(error.get())) {
        unknown.add("writer " + i);
      } else {
        assertThat(error.get()).isIn(ErrorCode.PRECONDITION_FAILED, ErrorCode.CONFLICT);
      }
    }
    assertThat(winners).as("the winners").hasSizeLessThanOrEqualTo(1);
    if (winners.isEmpty() && !bucket.exists("key")) {
      return unknown.size() < writes.size();
    }
    assertThat(bucket.getString("key")).isIn(winners.isEmpty() ? unknown : winners);
    return false;
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

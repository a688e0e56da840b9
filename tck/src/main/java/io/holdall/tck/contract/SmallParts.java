package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Bucket;
import io.holdall.Feature;
import io.holdall.TransferOptions;
import io.holdall.tck.Sandbox;

/** Transfers that take several parts without taking much. */
final class SmallParts {
  private SmallParts() {}

  /** Transfers in parts that are as small as the store takes them. */
  static TransferOptions inParts(Sandbox sandbox) {
    int partSize = partSize(sandbox);
    return TransferOptions.defaults().threshold(partSize).partSize(partSize).parallelism(3);
  }

  static int partSize(Sandbox sandbox) {
    return Math.toIntExact(Math.max(1000, sandbox.limits().minPartSize()));
  }

  static void noUploads(Sandbox sandbox, Bucket bucket) {
    if (sandbox.has(Feature.MULTIPART)) {
      assertThat(bucket.listUploads("")).as("the uploads left open").isEmpty();
    }
  }
}

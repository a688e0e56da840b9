package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobWriter;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** Blobs that are written as streams. */
public interface WriterContract extends Contract {
  @Label("XFER-01 A writer publishes all that was written when it commits, and nothing before")
  @Rule(also = "CONS-02")
  default void xfer01(
      Sandbox sandbox, @ForAll Content content, @ForAll @IntRange(min = 1, max = 30_000) int step)
      throws IOException {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("old"));
    byte[] bytes = content.bytes();
    try (BlobWriter writer = bucket.writer("key", PutOptions.defaults().metadata("m", "v"))) {
      for (int at = 0; at < bytes.length; at += step) {
        writer.write(bytes, at, Math.min(step, bytes.length - at));
      }
      writer.flush();
      assertThat(bucket.getString("key")).as("the blob before the commit").isEqualTo("old");
      sandbox.wrote(writer, content);
      PutResult put = sandbox.commit(writer);
      assertThat(bucket.head("key").etag()).isEqualTo(put.etag());
      assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    }
    Expect.holds(bucket, "key", bytes);
    assertThat(bucket.head("key").metadata().asMap()).isEqualTo(Map.of("m", "v"));
  }

  @Label("XFER-02 A writer that is closed without a commit leaves the key as it was")
  @Rule
  default void xfer02(Sandbox sandbox, @ForAll Content content) throws IOException {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("old"));
    for (String key : List.of("key", "new")) {
      BlobWriter writer = bucket.writer(key);
      sandbox.write(writer, content);
      sandbox.close(writer);
      sandbox.close(writer);
      assertThatThrownBy(() -> writer.write(1)).isInstanceOf(IOException.class);
      assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    }
    assertThat(bucket.getString("key")).isEqualTo("old");
    assertThat(Expect.keys(bucket)).containsExactly("key");
  }

  @Label(
      "XFER-12 A writer of more than a part is the same blob, and leaves no upload if it is closed")
  @Rule(effort = Effort.COSTLY)
  default void xfer12(Sandbox sandbox, @ForAll boolean commit) throws IOException {
    Bucket bucket = sandbox.bucket();
    Content content =
        new Content(2 * SmallParts.partSize(sandbox) + SmallParts.partSize(sandbox) / 2, 1);
    PutOptions options = PutOptions.defaults().transfer(SmallParts.inParts(sandbox));
    try (BlobWriter writer = bucket.writer("key", options)) {
      sandbox.write(writer, content);
      if (commit) {
        sandbox.commit(writer);
      }
    }
    if (commit) {
      Expect.holds(bucket, "key", content.bytes());
    } else {
      assertThat(bucket.find("key")).isEmpty();
    }
    SmallParts.noUploads(sandbox, bucket);
  }
}

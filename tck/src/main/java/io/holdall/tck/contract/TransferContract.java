package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobAttributes;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.TransferListener;
import io.holdall.TransferOptions;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Bodies;
import io.holdall.tck.gen.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** Large bodies; writers, files and directories. */
public interface TransferContract extends WriterContract, FileContract {
  @Label("XFER-03 A body above the threshold is the same blob as one put in one piece")
  @Rule(effort = Effort.COSTLY)
  default void xfer03(
      Sandbox sandbox,
      @ForAll @IntRange(min = -1, max = 1) int around,
      @ForAll @IntRange(min = 1, max = 3) int parts,
      @ForAll @IntRange(min = 0, max = 3) int form) {
    Bucket bucket = sandbox.bucket();
    Content content = new Content(parts * SmallParts.partSize(sandbox) + around, form);
    PutOptions options =
        PutOptions.defaults()
            .contentType("text/plain")
            .metadata("m", "v")
            .transfer(SmallParts.inParts(sandbox));
    PutResult put = bucket.put("key", Bodies.form(content, form, sandbox::describe), options);
    Expect.holds(bucket, "key", content.bytes());
    BlobAttributes head = bucket.head("key");
    assertThat(head.etag()).isEqualTo(put.etag());
    assertThat(head.contentType()).isEqualTo("text/plain");
    assertThat(head.metadata().asMap()).isEqualTo(Map.of("m", "v"));
    SmallParts.noUploads(sandbox, bucket);
  }

  @Label("XFER-04 A large body that fails half-way publishes nothing and leaves no upload")
  @Rule(effort = Effort.COSTLY)
  default void xfer04(
      Sandbox sandbox, @ForAll @IntRange(min = 0, max = 2) int parts, @ForAll boolean known) {
    Bucket bucket = sandbox.bucket();
    bucket.put("old", Body.of("old"));
    Content cut =
        new Content(parts * SmallParts.partSize(sandbox) + SmallParts.partSize(sandbox) / 2, 1);
    PutOptions options = PutOptions.defaults().transfer(SmallParts.inParts(sandbox));
    for (String key : List.of("old", "new")) {
      int more = known ? 2 * SmallParts.partSize(sandbox) : -1;
      Expect.fails(
          ErrorCode.BODY_FAILED,
          () -> bucket.put(key, Bodies.failing(cut, more, sandbox::describe), options));
    }
    assertThat(bucket.getString("old")).isEqualTo("old");
    assertThat(Expect.keys(bucket)).containsExactly("old");
    SmallParts.noUploads(sandbox, bucket);
  }

  @Label(
      "XFER-05 A listener is told of a transfer's progress, never of less than before, and to its end")
  @Rule(effort = Effort.COSTLY)
  default void xfer05(Sandbox sandbox, @ForAll @IntRange(min = 0, max = 3) int form) {
    Bucket bucket = sandbox.bucket();
    Content content = new Content(2 * SmallParts.partSize(sandbox) + 1, 1);
    List<Long> told = new ArrayList<>();
    TransferListener listener =
        (bytes, total) -> {
          told.add(bytes);
          total.ifPresent(all -> assertThat(all).isEqualTo(content.size()));
        };
    PutOptions options =
        PutOptions.defaults().transfer(SmallParts.inParts(sandbox).listener(listener));
    bucket.put("key", Bodies.form(content, form, sandbox::describe), options);
    assertThat(told).isSorted().endsWith((long) content.size());
    Expect.holds(bucket, "key", content.bytes());
  }

  @Label("XFER-06 What a listener throws ends the transfer, and nothing is published")
  @Rule
  default void xfer06(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("old"));
    IllegalStateException enough = new IllegalStateException("enough");
    TransferListener listener =
        (long bytes, OptionalLong total) -> {
          if (bytes > 0) {
            throw enough;
          }
        };
    PutOptions options =
        PutOptions.defaults().transfer(TransferOptions.defaults().listener(listener));
    assertThatThrownBy(() -> bucket.put("key", new Content(100_000, 1).body(), options))
        .isSameAs(enough);
    assertThat(bucket.getString("key")).isEqualTo("old");
    SmallParts.noUploads(sandbox, bucket);
  }

  @Label("XFER-11 The condition of a large body is weighed when it is published")
  @Rule(
      needs = {Feature.MULTIPART, Feature.PUT_IF_ABSENT, Feature.COMPLETE_IF},
      effort = Effort.COSTLY)
  default void xfer11(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    Content content = new Content(SmallParts.partSize(sandbox) + 1, 1);
    PutOptions options = PutOptions.defaults().ifAbsent().transfer(SmallParts.inParts(sandbox));
    bucket.put("key", content.body(), options);
    Expect.holds(bucket, "key", content.bytes());
    Expect.fails(
        ErrorCode.PRECONDITION_FAILED,
        () -> bucket.put("key", new Content(content.size(), 2).body(), options));
    Expect.holds(bucket, "key", content.bytes());
    SmallParts.noUploads(sandbox, bucket);
  }
}

package io.holdall.tck.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobInfo;
import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.BlobWriter;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.CopyOptions;
import io.holdall.ListOptions;
import io.holdall.MultipartUpload;
import io.holdall.PreconditionFailedException;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadedPart;
import io.holdall.tck.gen.Bodies;
import io.holdall.tck.gen.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what a script prints can be pasted, compiled and run, and does the same again. */
class PastedScriptTest {
  private static final Pattern REFUSED =
      Pattern.compile("assertThrows\\(\\w+\\.class, \\(\\) -> (.*)\\); // (.*)");

  private final BlobStore store = BlobStores.open("memory:?minPartSize=5");
  private final Bucket first = store.createBucket("first-bucket");
  private final Script script = new Script();
  private final Bucket bucket = new RecordingBucket(first.under("some/"), "bucket", script);

  @TempDir private Path directory;

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void writersUploadsAndCopiesAreMadeAgain() throws Exception {
    write("key", PutOptions.defaults().metadata("m", "v"));
    BlobWriter closed = bucket.writer("closed");
    calls(closed).write(new Content(3, 2));
    calls(closed).close();
    PutOptions ifAbsent = PutOptions.defaults().ifAbsent();
    assertThatThrownBy(() -> write("key", ifAbsent))
        .isInstanceOf(PreconditionFailedException.class);

    PutResult copy = bucket.copy("key", "copy");
    ReadConditions same = ReadConditions.none().ifMatch(copy.etag());
    bucket.copy(bucket.ref("copy"), "again", CopyOptions.defaults().sourceConditions(same));

    MultipartUpload upload = bucket.startUpload("parts");
    UploadedPart one = upload.uploadPart(1, new Content(7, 1).body());
    UploadedPart two =
        upload.copyPart(
            2, bucket.ref("copy"), Optional.of(new ByteRange.Between(0, 1)), ReadConditions.none());
    upload.complete(List.of(one, two));
    MultipartUpload aborted = bucket.startUpload("aborted");
    assertThatThrownBy(
            () -> aborted.uploadPart(1, Bodies.failing(new Content(9, 1), -1, script::describe)))
        .hasMessageContaining("BODY_FAILED");
    aborted.abort();
    bucket.listPage(ListOptions.all().pageSize(1)).nextToken().ifPresent(this::listFrom);

    String code = script.toString();
    assertThat(code).doesNotContain("first-bucket", "some/");
    pasted(code);
    assertThat(state(store.bucket("other-bucket"))).isEqualTo(state(first.under("some/")));
  }

  private void listFrom(String token) {
    bucket.listPage(ListOptions.all().pageSize(1).continueFrom(token));
  }

  private void write(String key, PutOptions options) {
    try (BlobWriter writer = bucket.writer(key, options)) {
      calls(writer).write(new Content(70, 1));
      calls(writer).commit();
    }
  }

  private WriterCalls calls(BlobWriter writer) {
    return new WriterCalls(writer, script);
  }

  private void pasted(String code) throws Exception {
    String calls = code.substring(0, code.indexOf("\n\nstatic "));
    String refusable =
        REFUSED
            .matcher(calls)
            .replaceAll("try { $1; } catch (BlobStoreException refused) {} // $2");
    new CompiledCode(refusable, code.substring(calls.length()), directory)
        .run(store.createBucket("other-bucket"));
  }

  private static List<String> state(Bucket bucket) {
    return bucket.list().stream()
        .map(BlobInfo::key)
        .map(key -> key + " " + bucket.head(key).etag() + " " + bucket.head(key).metadata())
        .toList();
  }
}

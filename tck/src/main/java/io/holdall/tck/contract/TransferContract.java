package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobAttributes;
import io.holdall.BlobWriter;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.DirectoryReport;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.TransferListener;
import io.holdall.TransferOptions;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.Scratch;
import io.holdall.tck.gen.Bodies;
import io.holdall.tck.gen.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** Writers, files, directories, and large bodies. */
public interface TransferContract extends Contract {

  /** Transfers in parts that are as small as the store takes them. */
  private static TransferOptions inParts(Sandbox sandbox) {
    int partSize = partSize(sandbox);
    return TransferOptions.defaults().threshold(partSize).partSize(partSize).parallelism(3);
  }

  private static int partSize(Sandbox sandbox) {
    return Math.toIntExact(Math.max(1000, sandbox.limits().minPartSize()));
  }

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

  @Label("XFER-03 A body above the threshold is the same blob as one put in one piece")
  @Rule(effort = Effort.COSTLY)
  default void xfer03(
      Sandbox sandbox,
      @ForAll @IntRange(min = -1, max = 1) int around,
      @ForAll @IntRange(min = 1, max = 3) int parts,
      @ForAll @IntRange(min = 0, max = 3) int form) {
    Bucket bucket = sandbox.bucket();
    Content content = new Content(parts * partSize(sandbox) + around, form);
    PutOptions options =
        PutOptions.defaults()
            .contentType("text/plain")
            .metadata("m", "v")
            .transfer(inParts(sandbox));
    PutResult put = bucket.put("key", Bodies.form(content, form, sandbox::describe), options);
    Expect.holds(bucket, "key", content.bytes());
    BlobAttributes head = bucket.head("key");
    assertThat(head.etag()).isEqualTo(put.etag());
    assertThat(head.contentType()).isEqualTo("text/plain");
    assertThat(head.metadata().asMap()).isEqualTo(Map.of("m", "v"));
    noUploads(sandbox, bucket);
  }

  private static void noUploads(Sandbox sandbox, Bucket bucket) {
    if (sandbox.has(Feature.MULTIPART)) {
      assertThat(bucket.listUploads("")).as("the uploads left open").isEmpty();
    }
  }

  @Label("XFER-04 A large body that fails half-way publishes nothing and leaves no upload")
  @Rule(effort = Effort.COSTLY)
  default void xfer04(
      Sandbox sandbox, @ForAll @IntRange(min = 0, max = 2) int parts, @ForAll boolean known) {
    Bucket bucket = sandbox.bucket();
    bucket.put("old", Body.of("old"));
    Content cut = new Content(parts * partSize(sandbox) + partSize(sandbox) / 2, 1);
    PutOptions options = PutOptions.defaults().transfer(inParts(sandbox));
    for (String key : List.of("old", "new")) {
      int more = known ? 2 * partSize(sandbox) : -1;
      Expect.fails(
          ErrorCode.BODY_FAILED,
          () -> bucket.put(key, Bodies.failing(cut, more, sandbox::describe), options));
    }
    assertThat(bucket.getString("old")).isEqualTo("old");
    assertThat(Expect.keys(bucket)).containsExactly("old");
    noUploads(sandbox, bucket);
  }

  @Label(
      "XFER-05 A listener is told of a transfer's progress, never of less than before, and to its end")
  @Rule(effort = Effort.COSTLY)
  default void xfer05(Sandbox sandbox, @ForAll @IntRange(min = 0, max = 3) int form) {
    Bucket bucket = sandbox.bucket();
    Content content = new Content(2 * partSize(sandbox) + 1, 1);
    List<Long> told = new ArrayList<>();
    TransferListener listener =
        (bytes, total) -> {
          told.add(bytes);
          total.ifPresent(all -> assertThat(all).isEqualTo(content.size()));
        };
    PutOptions options = PutOptions.defaults().transfer(inParts(sandbox).listener(listener));
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
    noUploads(sandbox, bucket);
  }

  @Label("XFER-07 A download writes the whole blob to the file, in place of what was there")
  @Rule(effort = Effort.MODERATE)
  default void xfer07(Sandbox sandbox, @ForAll Content content, @ForAll boolean ranged)
      throws IOException {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", content.body());
    TransferOptions transfer = TransferOptions.defaults();
    TransferOptions chosen = ranged ? transfer.threshold(1000).partSize(700) : transfer;
    if (ranged && content.size() > 30_000) {
      chosen = chosen.partSize(20_000);
    }
    try (Scratch scratch = new Scratch()) {
      Path directory = scratch.file("new/directory");
      Path file = directory.resolve("file");
      for (int i = 0; i < 2; i++) {
        BlobAttributes attributes =
            bucket.download("key", file, GetOptions.defaults().transfer(chosen));
        assertThat(attributes.size()).isEqualTo(content.size());
        Expect.same(Files.readAllBytes(file), content.bytes());
        Files.writeString(file, "something else");
      }
      assertThat(files(directory)).containsExactly("file");
    }
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Label("XFER-08 A download that fails leaves the file as it was, and no other")
  @Rule
  default void xfer08(Sandbox sandbox) throws IOException {
    Bucket bucket = sandbox.bucket();
    var etag = bucket.put("key", Body.of("content")).etag();
    try (Scratch scratch = new Scratch()) {
      Path file = scratch.file("file");
      Files.writeString(file, "as it was");
      Expect.fails(ErrorCode.NO_SUCH_KEY, () -> bucket.download("absent", file));
      GetOptions unchanged =
          GetOptions.defaults().conditions(ReadConditions.none().ifNoneMatch(etag));
      Expect.fails(ErrorCode.NOT_MODIFIED, () -> bucket.download("key", file, unchanged));
      GetOptions beyond = GetOptions.defaults().range(ByteRange.from(100));
      Expect.fails(ErrorCode.INVALID_RANGE, () -> bucket.download("key", file, beyond));
      assertThat(Files.readString(file)).isEqualTo("as it was");
      Path directory = scratch.file("directory");
      Files.createDirectory(directory);
      Files.writeString(directory.resolve("inside"), "x");
      Expect.fails(ErrorCode.IO_FAILED, () -> bucket.download("key", directory));
      assertThat(files(scratch.file(""))).containsExactly("directory/inside", "file");
    }
  }

  @Label("XFER-09 A directory that was uploaded comes down again as it was")
  @Rule(effort = Effort.MODERATE)
  default void xfer09(Sandbox sandbox, @ForAll Content content) throws IOException {
    Bucket bucket = sandbox.bucket();
    Map<String, byte[]> files =
        Map.of(
            "a", content.bytes(),
            "folder/b c", "in a folder".getBytes(StandardCharsets.UTF_8),
            "folder/deeper/empty", new byte[0]);
    try (Scratch scratch = new Scratch()) {
      Path up = scratch.file("up");
      Files.createDirectories(up.resolve("folder/deeper"));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(up.resolve(file.getKey()), file.getValue());
      }
      DirectoryReport sent = bucket.uploadDirectory(up, "dir/");
      assertThat(sent.blobs()).isEqualTo(3);
      assertThat(sent.bytes()).isEqualTo(content.size() + 11L);
      assertThat(Expect.keys(bucket))
          .containsExactly("dir/a", "dir/folder/b c", "dir/folder/deeper/empty");
      Path down = scratch.file("down");
      assertThat(bucket.downloadDirectory("dir/", down)).isEqualTo(sent);
      assertThat(files(down)).containsExactlyElementsOf(files.keySet().stream().sorted().toList());
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Expect.same(Files.readAllBytes(down.resolve(file.getKey())), file.getValue());
      }
    }
  }

  @Label("XFER-10 A key that cannot be a file below the directory is refused before any is written")
  @Rule(needs = Feature.ANY_KEY)
  default void xfer10(Sandbox sandbox) throws IOException {
    for (String key : List.of("dir/a/../../out", "dir/a//b", "dir/..", "dir/a/./b")) {
      Bucket bucket = sandbox.another();
      bucket.put("dir/A", Body.of("fine"));
      bucket.put(key, Body.of("x"));
      refused(bucket);
    }
    Bucket bucket = sandbox.another();
    bucket.put("dir/a", Body.of("a file"));
    bucket.put("dir/a/b", Body.of("in a directory of its name"));
    refused(bucket);
  }

  private static void refused(Bucket bucket) throws IOException {
    try (Scratch scratch = new Scratch()) {
      Path directory = scratch.file("one/two");
      Expect.fails(ErrorCode.INVALID_ARGUMENT, () -> bucket.downloadDirectory("dir/", directory));
      assertThat(files(scratch.file(""))).isEmpty();
    }
  }

  @Label("XFER-11 The condition of a large body is weighed when it is published")
  @Rule(
      needs = {Feature.MULTIPART, Feature.PUT_IF_ABSENT, Feature.COMPLETE_IF},
      effort = Effort.COSTLY)
  default void xfer11(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    Content content = new Content(partSize(sandbox) + 1, 1);
    PutOptions options = PutOptions.defaults().ifAbsent().transfer(inParts(sandbox));
    bucket.put("key", content.body(), options);
    Expect.holds(bucket, "key", content.bytes());
    Expect.fails(
        ErrorCode.PRECONDITION_FAILED,
        () -> bucket.put("key", new Content(content.size(), 2).body(), options));
    Expect.holds(bucket, "key", content.bytes());
    noUploads(sandbox, bucket);
  }

  @Label(
      "XFER-12 A writer of more than a part is the same blob, and leaves no upload if it is closed")
  @Rule(effort = Effort.COSTLY)
  default void xfer12(Sandbox sandbox, @ForAll boolean commit) throws IOException {
    Bucket bucket = sandbox.bucket();
    Content content = new Content(2 * partSize(sandbox) + partSize(sandbox) / 2, 1);
    PutOptions options = PutOptions.defaults().transfer(inParts(sandbox));
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
    noUploads(sandbox, bucket);
  }

  @Label("XFER-13 A range can be downloaded, and a blob written to a stream")
  @Rule
  default void xfer13(Sandbox sandbox, @ForAll @IntRange(min = 1, max = 5000) int size)
      throws IOException {
    Bucket bucket = sandbox.bucket();
    Content content = new Content(size, 1);
    bucket.put("key", content.body());
    int first = size / 3;
    GetOptions options = GetOptions.defaults().range(ByteRange.from(first));
    byte[] expected = Arrays.copyOfRange(content.bytes(), first, size);
    try (Scratch scratch = new Scratch();
        var blob = bucket.get("key", options)) {
      bucket.download("key", scratch.file("file"), options);
      Expect.same(Files.readAllBytes(scratch.file("file")), expected);
      ByteArrayOutputStream target = new ByteArrayOutputStream();
      blob.writeTo(target);
      Expect.same(target.toByteArray(), expected);
    }
  }
}

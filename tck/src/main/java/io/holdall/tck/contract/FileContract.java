package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.DirectoryReport;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.ReadConditions;
import io.holdall.TransferOptions;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.Scratch;
import io.holdall.tck.gen.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** Files and directories that come down and go up. */
public interface FileContract extends Contract {
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

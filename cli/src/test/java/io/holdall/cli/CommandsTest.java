package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.PutOptions;
import io.holdall.Tags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command does its work on a store in a directory, and says no more than was asked. */
class CommandsTest {
  @TempDir Path temporary;
  private String store = "";

  @BeforeEach
  void makeBucket() {
    store = "file:" + temporary.resolve("store");
    ok("mb", store + "#my-bucket");
  }

  private String blob(String key) {
    return store + "#my-bucket/" + key;
  }

  private String ok(String... arguments) {
    return okWith("", arguments);
  }

  private String okWith(String input, String... arguments) {
    Shell.Done done = Shell.runWith(input.getBytes(StandardCharsets.UTF_8), arguments);
    assertThat(done.err()).isEmpty();
    assertThat(done.status()).isZero();
    return done.out();
  }

  private BlobAttributes head(String key) {
    try (BlobStore opened = BlobStores.open(store)) {
      return opened.bucket("my-bucket").head(key);
    }
  }

  @Test
  void lsShowsBucketsFoldersAndBlobs() {
    okWith("one", "cp", "-", blob("a/one.txt"));
    okWith("three", "cp", "-", blob("three.txt"));

    assertThat(ok("ls", store)).endsWith("Z  my-bucket\n");
    assertThat(ok("ls", store + "#my-bucket").lines())
        .satisfiesExactly(
            folder -> assertThat(folder).endsWith("folder  a/"),
            blob -> assertThat(blob).endsWith("Z             5  three.txt"));
    assertThat(ok("ls", "--recursive", store + "#my-bucket").lines())
        .satisfiesExactly(
            first -> assertThat(first).endsWith("3  a/one.txt"),
            second -> assertThat(second).endsWith("5  three.txt"));
  }

  /** They may end a line, and command the terminal. */
  @Test
  void keysAreShownInOneLine() {
    String key = "a\u001B[2J\n2026-01-01T00:00:00Z             9  forged";
    okWith("one", "cp", "-", blob("a"));
    try (BlobStore opened = BlobStores.open(store)) {
      opened.bucket("my-bucket").copy("a", key);
    }
    String shown = "a\uFFFD[2J\uFFFD2026-01-01T00:00:00Z             9  forged";
    assertThat(ok("ls", "--recursive", store + "#my-bucket").lines())
        .satisfiesExactly(
            first -> assertThat(first).endsWith("3  a"),
            second -> assertThat(second).endsWith("3  " + shown));
    Shell.Done failed = Shell.run("cp", blob("b\u001B[2J\n"), "-");
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.err()).startsWith("holdall: ").contains("b\uFFFD[2J\uFFFD").hasLineCount(1);
  }

  @Test
  void cpCarriesAFileThereAndBack() throws Exception {
    Path file = temporary.resolve("model.bin");
    byte[] bytes = "some bytes\u0000\r\n".getBytes(StandardCharsets.UTF_8);
    Files.write(file, bytes);

    ok("cp", file.toString(), blob("models/"), "--content-type", "text/x-model");
    ok("cp", blob("models/model.bin"), temporary.resolve("back.bin").toString());

    assertThat(temporary.resolve("back.bin")).hasBinaryContent(bytes);
    assertThat(head("models/model.bin").headers().contentType()).hasValue("text/x-model");
  }

  @Test
  void cpIntoADirectoryKeepsTheLastName() {
    okWith("x", "cp", "-", blob("deep/down/name.txt"));

    ok("cp", blob("deep/down/name.txt"), temporary.toString());

    assertThat(temporary.resolve("name.txt")).hasContent("x");
  }

  @Test
  void cpWithinAStoreIsACopyByTheStore() {
    okWith("moved", "cp", "-", blob("from.txt"), "--content-type", "text/plain");
    ok("mb", store + "#other-bucket");

    ok("cp", blob("from.txt"), store + "#other-bucket");
    ok("cp", blob("from.txt"), blob("as.html"), "--content-type", "text/html");

    assertThat(ok("cat", store + "#other-bucket/from.txt")).isEqualTo("moved");
    assertThat(ok("cat", blob("as.html"))).isEqualTo("moved");
    assertThat(head("as.html").headers().contentType()).hasValue("text/html");
  }

  @Test
  void cpBetweenStoresKeepsHeaders() {
    String other = "file:" + temporary.resolve("other");
    ok("mb", other + "#my-bucket");
    okWith("across", "cp", "-", blob("a.txt"), "--content-type", "text/plain");

    ok("cp", blob("a.txt"), other + "#my-bucket/b.txt");
    ok("cp", other + "#my-bucket/b.txt", blob("c.txt"));

    assertThat(ok("cat", blob("c.txt"))).isEqualTo("across");
    assertThat(head("c.txt").headers().contentType()).hasValue("text/plain");
  }

  @Test
  void cpBetweenStoresKeepsTags() {
    String other = "file:" + temporary.resolve("other");
    ok("mb", other + "#my-bucket");
    Tags tags = Tags.none().with("team", "ml").with("stage", "");
    try (BlobStore opened = BlobStores.open(store)) {
      opened.bucket("my-bucket").put("a", Body.of("a"), PutOptions.defaults().tags(tags));
    }

    ok("cp", blob("a"), other + "#my-bucket/b");
    ok("cp", other + "#my-bucket/b", blob("c"));

    try (BlobStore opened = BlobStores.open(store)) {
      assertThat(opened.bucket("my-bucket").tags("c")).isEqualTo(tags);
    }
  }

  @Test
  void cpWithinAStoreThatIsSpelledInTwoWays() {
    okWith("a", "cp", "-", blob("a"));

    ok("cp", blob("a"), store + "/#my-bucket/b");
    ok("cp", "file:" + temporary + "/./store#my-bucket/b", blob("c"));
    assertThat(ok("cat", blob("c"))).isEqualTo("a");

    assertThat(Shell.run("cp", blob("a"), store + "?durability=relaxed#my-bucket/d"))
        .satisfies(done -> assertThat(done.status()).isEqualTo(2))
        .satisfies(done -> assertThat(done.err()).contains("are one store").hasLineCount(1));
  }

  @Test
  void cpIntoADirectoryThatIsNotThereYetMakesIt() {
    okWith("x", "cp", "-", blob("deep/name.txt"));

    ok("cp", blob("deep/name.txt"), temporary.resolve("new/dir") + "/");

    assertThat(temporary.resolve("new/dir/name.txt")).hasContent("x");
  }

  @Test
  void cpRecursiveTakesAPrefixForAFolder() throws Exception {
    Path tree = Files.createDirectories(temporary.resolve("tree/inner"));
    Files.writeString(tree.resolve("b"), "b");
    okWith("x", "cp", "-", blob("backup2/x"));

    Shell.run("cp", "-r", temporary.resolve("tree").toString(), blob("backup"));
    Shell.Done down = Shell.run("cp", "-r", blob("backup"), temporary.resolve("again").toString());

    assertThat(ok("cat", blob("backup/inner/b"))).isEqualTo("b");
    assertThat(down).isEqualTo(new Shell.Done(0, "", "1 blobs, 1 bytes\n"));
    assertThat(temporary.resolve("again/inner/b")).hasContent("b");
  }

  @Test
  void cpRecursiveCarriesATree() throws Exception {
    Path tree = Files.createDirectories(temporary.resolve("tree/inner"));
    Files.writeString(tree.resolve("b"), "bb");
    Files.writeString(tree.resolveSibling("a"), "a");

    Shell.Done up = Shell.run("cp", "-r", temporary.resolve("tree").toString(), blob("t/"));
    Shell.Done down = Shell.run("cp", "-r", blob("t/"), temporary.resolve("again").toString());

    assertThat(up).isEqualTo(new Shell.Done(0, "", "2 blobs, 3 bytes\n"));
    assertThat(down).isEqualTo(new Shell.Done(0, "", "2 blobs, 3 bytes\n"));
    assertThat(temporary.resolve("again/inner/b")).hasContent("bb");
    assertThat(temporary.resolve("again/a")).hasContent("a");
  }

  @Test
  void catAndCpToStandardOutputWriteTheBytesAlone() {
    okWith("line\n", "cp", "-", blob("x"));

    assertThat(ok("cat", blob("x"))).isEqualTo("line\n");
    assertThat(ok("cp", blob("x"), "-")).isEqualTo("line\n");
  }

  @Test
  void rmDeletesOneOrAllUnderAPrefix() {
    for (String key : new String[] {"a/1", "a/2", "b"}) {
      okWith(key, "cp", "-", blob(key));
    }

    ok("rm", blob("b"));
    ok("rm", blob("b")); // deleting twice is no failure (DEL-01)
    assertThat(ok("ls", "-r", store + "#my-bucket").lines()).hasSize(2);

    okWith("", "cp", "-", blob("ab"));
    okWith("", "cp", "-", blob("a"));
    ok("rm", "-r", blob("a"));
    assertThat(ok("ls", "-r", store + "#my-bucket").lines())
        .satisfiesExactly(
            first -> assertThat(first).endsWith("0  a"),
            second -> assertThat(second).endsWith("0  ab"));
    ok("rm", "-r", store + "#my-bucket");
    assertThat(ok("ls", "-r", store + "#my-bucket")).isEmpty();
    ok("rb", store + "#my-bucket");
    assertThat(ok("ls", store)).isEmpty();
  }
}

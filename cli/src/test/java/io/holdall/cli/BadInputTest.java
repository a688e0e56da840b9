package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong, one sentence names the thing at fault, and nothing is left half-written. */
class BadInputTest {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;

  /** No credentials from anywhere, and no asking of a machine's own service for them. */
  private static final List<String> NO_CREDENTIALS =
      List.of(
          "AWS_EC2_METADATA_DISABLED=true",
          "AWS_CONFIG_FILE=/nowhere",
          "AWS_SHARED_CREDENTIALS_FILE=/nowhere");

  private static final List<String> CREDENTIALS =
      List.of("AWS_ACCESS_KEY_ID=me", "AWS_SECRET_ACCESS_KEY=secret", "AWS_MAX_ATTEMPTS=1");

  @TempDir Path temporary;

  private static void assertSentence(Shell.Done done, int status, String... words) {
    assertThat(done.err()).startsWith("holdall: ").contains(words);
    assertThat(done.err().lines()).hasSize(1);
    assertThat(done.out()).isEmpty();
    assertThat(done.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing:                         | no backend for \"nothing:\"",
        "a-word                           | it begins with a scheme and a colon",
        "memory:?color=red                | unknown parameter \"color\"; memory: knows",
        "memory://UPPER/                  | not a bucket name: \"UPPER\"",
        "memory://my-bucket/%zz           | a % is not followed by two hex digits",
        "memory://my-bucket/%ff           | is not UTF-8",
        "memory://my-bucket/%ed%a0%80     | is not UTF-8",
        "file:                            | it names no directory",
        "file:/x?durability=sometimes     | durability",
        "s3:?pathStyle=perhaps            | pathStyle",
        "s3:?endpoint=nonsense            | endpoint",
      })
  void anUrlThatIsWrongIsWrongUsage(String url, String words) {
    assertSentence(Shell.run("ls", url), USAGE, words);
  }

  @Test
  void aKeyThatIsTooLongIsWrongUsage() {
    String key = "k".repeat(1025);

    assertSentence(
        Shell.run("cat", "memory://my-bucket/" + key), USAGE, "at most 1024 bytes", "1025");
  }

  @Test
  void aBucketThatDoesNotExistIsNamed() {
    Shell.run("mb", "file:" + temporary + "#my-bucket");
    assertSentence(
        Shell.run("ls", "file:" + temporary + "#no-bucket"),
        FAILURE,
        "list no-bucket: there is no bucket of this name (NO_SUCH_BUCKET)");
  }

  @Test
  void aFileThatIsNotThereIsNamedAndNothingIsStored() {
    String store = "file:" + temporary.resolve("store");
    Shell.run("mb", store + "#my-bucket");

    assertSentence(
        Shell.run("cp", temporary.resolve("missing").toString(), store + "#my-bucket/key"),
        FAILURE,
        "put my-bucket/key",
        temporary.resolve("missing") + ": there is no such file");
    assertSentence(Shell.run("cat", store + "#my-bucket/key"), FAILURE, "NO_SUCH_KEY");
  }

  @Test
  void aDownloadThatFailsLeavesTheOldFile() throws Exception {
    String store = "file:" + temporary.resolve("store");
    Shell.run("mb", store + "#my-bucket");
    Path target = Files.writeString(temporary.resolve("target"), "old");

    assertSentence(
        Shell.run("cp", store + "#my-bucket/missing", target.toString()), FAILURE, "NO_SUCH_KEY");
    assertThat(target).hasContent("old");
    try (var files = Files.list(temporary)) {
      assertThat(files).containsExactlyInAnyOrder(target, temporary.resolve("store"));
    }
  }

  @Test
  void aDirectoryThatIsAFileIsNamed() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));

    assertSentence(
        Shell.run("ls", "file:" + file), FAILURE, file + " cannot be the root of a store");
    assertSentence(
        Shell.run("ls", "file:" + file.resolve("below")),
        FAILURE,
        file + " is not a directory (INVALID_ARGUMENT)");
  }

  @Test
  void aDirectoryOfSomethingElseIsLeftAsItIs() throws Exception {
    Path mine = Files.createFile(temporary.resolve("thesis.txt"));

    assertSentence(Shell.run("ls", "file:" + temporary), FAILURE, "thesis.txt");
    try (var files = Files.list(temporary)) {
      assertThat(files).containsExactly(mine);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "missing/below", "empty"})
  void whoOnlyReadsGetsNoNewStore(String name) throws Exception {
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    String store = "file:" + temporary.resolve(name);
    String words = "there is no store in " + temporary.resolve(name);

    assertSentence(Shell.run("ls", store), FAILURE, words);
    assertSentence(Shell.run("cat", store + "#my-bucket/key"), FAILURE, words);
    assertSentence(Shell.run("rm", store + "#my-bucket/key"), FAILURE, words);
    assertSentence(Shell.run("rm", "-r", store + "#my-bucket/key"), FAILURE, words);
    assertSentence(Shell.run("rb", store + "#my-bucket"), FAILURE, words);
    assertSentence(Shell.run("cp", store + "#my-bucket/key", "target"), FAILURE, words);
    assertSentence(Shell.run("presign", store + "#my-bucket/key"), FAILURE, words);
    try (var files = Files.walk(temporary)) {
      assertThat(files).containsExactlyInAnyOrder(temporary, empty);
    }
  }

  @Test
  void whatStandsBehindABucketIsNotIgnored() {
    String store = "file:" + temporary.resolve("store");
    Shell.run("mb", store + "#my-bucket");

    assertSentence(Shell.run("rb", store + "#my-bucket/key"), USAGE, "names \"key\" in the bucket");
    assertSentence(Shell.run("mb", store + "#other/key"), USAGE, "names \"key\" in the bucket");
    assertSentence(Shell.run("fsck", store + "#my-bucket"), USAGE, "names a bucket");
    assertThat(Shell.run("ls", store).out().lines())
        .hasSize(1)
        .first()
        .asString()
        .endsWith(" my-bucket");
  }

  @Test
  void anOptionWithoutEffectIsWrongUsage() {
    assertSentence(
        Shell.run("cp", "--content-type", "text/plain", "memory://my-bucket/key", "target"),
        USAGE,
        "--content-type");
  }

  @Test
  void aFileThatCannotBeReadIsTold() {
    String missing = temporary.resolve("missing").toString();
    assertSentence(Shell.run("tck-report", missing), FAILURE, missing + " is not there");
    assertSentence(
        Shell.run("tck", "memory:", "--deviations", missing), FAILURE, missing + " is not there");
  }

  @Test
  void nobodyIsAskedForPagesThatNobodyReads() throws Exception {
    String url = "file:" + temporary.resolve("store") + "#my-bucket";
    Shell.run("mb", url);
    try (BlobStore store = BlobStores.open("file:" + temporary.resolve("store"))) {
      Bucket bucket = store.bucket("my-bucket");
      for (int i = 0; i < 1001; i++) {
        bucket.put("key" + i, Body.of(""));
      }
    }
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    ByteArrayOutputStream tried = new ByteArrayOutputStream();
    int status =
        Main.execute(
            InputStream.nullInputStream(),
            new PrintStream(new Closed(tried), false),
            new PrintStream(errors, true),
            "ls",
            url);
    assertThat(status).isEqualTo(FAILURE);
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("cannot write to standard output");
    assertThat(tried.toString(StandardCharsets.UTF_8)).contains("key998").doesNotContain("key999");
  }

  /** As a pipe whose reader is gone. */
  private static final class Closed extends FilterOutputStream {
    Closed(OutputStream tried) {
      super(tried);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      throw new IOException("Broken pipe");
    }
  }

  @Test
  void wrongWordsAreWrongUsage() {
    assertSentence(Shell.run("ls", "--frob", "memory:"), USAGE, "--frob", "see holdall ls --help");
    assertThat(Shell.run("ls").status()).isEqualTo(USAGE);
    assertThat(Shell.run("frobnicate").status()).isEqualTo(USAGE);
    assertThat(Shell.run().status()).isEqualTo(USAGE);
    assertSentence(
        Shell.run("cp", "a", "b"), USAGE, "neither \"a\" nor \"b\" is the URL of a store");
    assertSentence(Shell.run("serve", "memory:", "--port", "65536"), USAGE, "65536");
    assertSentence(
        Shell.run("serve", "memory:", "--access-key", "me"), USAGE, "--secret-key go together");
    for (String bad : List.of("files.example", "https://files.example/below", "ftp://x", "a b")) {
      assertSentence(
          Shell.run("serve", "memory:", "--public-url", bad), USAGE, "not \"" + bad + '"');
    }
    assertSentence(
        Shell.run("presign", "memory://my-bucket/key", "--expires", "8d"),
        USAGE,
        "works for 1s to 7d, not for \"8d\"");
    assertSentence(
        Shell.run("presign", "memory://my-bucket/key", "--expires", "0s"), USAGE, "\"0s\"");
    assertThat(Shell.run("presign", "memory://my-bucket/key", "--expires", "soon").err())
        .contains("\"soon\" is not a duration such as 90s, 15m, 1h or 7d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/me", "a,b", "a b", "me ", "a\tb", "a\nb", "a\u0000b", "a\u00a0b"})
  void anAccessKeyThatNobodyCouldSignWithIsWrongUsage(String id) {
    assertNothingIsServed("--access-key", "--access-key", id, "--secret-key", "secret");
  }

  @Test
  void anEmptySecretIsWrongUsage() {
    assertNothingIsServed("--secret-key", "--access-key", "me", "--secret-key", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eu/west", "/", "a,b", "a b", " eu", "a\tb", "a\rb", "a\u007fb"})
  void aRegionThatNobodyCouldSignForIsWrongUsage(String region) {
    assertNothingIsServed("--region", "--region", region);
  }

  /** An argument is found wrong before the store is opened, which would make one here. */
  private void assertNothingIsServed(String named, String... options) {
    Path root = temporary.resolve("store");
    List<String> command = new ArrayList<>(List.of("serve", "file:" + root, "--port", "0"));
    command.addAll(List.of(options));

    assertSentence(Shell.run(command.toArray(String[]::new)), USAGE, named + ' ');
    assertThat(root).doesNotExist();
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertSentence(
          Shell.run("serve", "memory:", "--port", port),
          FAILURE,
          "cannot listen on 127.0.0.1:" + port);
    }
  }

  @Test
  void aReaderThatHasGoneIsAFailure() {
    PrintStream closed =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
              }
            },
            true,
            StandardCharsets.UTF_8);
    String store = "file:" + temporary.resolve("store");
    Shell.run("mb", store + "#my-bucket");
    Shell.runWith(new byte[10], "cp", "-", store + "#my-bucket/key");

    for (List<String> command :
        List.of(
            List.of("cat", store + "#my-bucket/key"),
            List.of("cp", store + "#my-bucket/key", "-"),
            List.of("ls", store))) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int status =
          Main.execute(
              System.in,
              closed,
              new PrintStream(err, true, StandardCharsets.UTF_8),
              command.toArray(String[]::new));

      assertThat(status).as("%s", command).isEqualTo(FAILURE);
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("standard output");
    }
  }

  @Test
  void missingCredentialsAreSaidToBeMissing() throws Exception {
    assertSentence(
        child(NO_CREDENTIALS, "ls", "s3://my-bucket/?region=eu-west-1"),
        FAILURE,
        "there are no AWS credentials");
    assertSentence(
        child(NO_CREDENTIALS, "ls", "s3://my-bucket/"), USAGE, "no region is given", "AWS_REGION");
  }

  @Test
  void aLoneSurrogateIsWrongUsage() {
    String store = "file:" + temporary.resolve("store");
    Shell.run("mb", store + "#my-bucket");

    assertSentence(
        Shell.runWith(new byte[3], "cp", "-", store + "#my-bucket/a\uD800"),
        USAGE,
        "not a store URL",
        "surrogate");
    assertThat(Shell.run("ls", store + "#my-bucket")).isEqualTo(new Shell.Done(0, "", ""));
  }

  @Test
  void aBodyThatIsCutOffIsNotTakenForWhole() throws Exception {
    Path target = Files.writeString(temporary.resolve("target"), "old");
    CompletableFuture<Void> cutting;
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String there = "http://127.0.0.1:" + server.getLocalPort();
      String blob = remote(there).replace("/?", "/key?");
      cutting = CompletableFuture.runAsync(() -> answer(server, CUT_OFF));

      assertSentence(
          child(CREDENTIALS, "cp", blob, target.toString()), FAILURE, "get my-bucket/key", there);
    }
    cutting.join();
    assertThat(target).hasContent("old");
    try (var files = Files.list(temporary)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void aDirectoryWithoutPermissionIsNamed() throws Exception {
    Path locked = Files.createDirectory(temporary.resolve("locked"));
    Path file = Files.writeString(temporary.resolve("file"), "bytes");
    String store = "file:" + temporary.resolve("store");
    Shell.run("mb", store + "#my-bucket");
    Shell.run("cp", file.toString(), store + "#my-bucket/key");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    // Root may write everywhere, unless it gives up just that.
    List<String> launcher =
        Files.isWritable(locked)
            ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search")
            : List.of();

    assertSentence(
        done(Shell.startBy(launcher, List.of(), "mb", "file:" + locked + "/s#my-bucket")),
        FAILURE,
        "no permission",
        locked.toString());
    assertSentence(
        done(
            Shell.startBy(
                launcher, List.of(), "cp", store + "#my-bucket/key", locked + "/download")),
        FAILURE,
        "no permission",
        locked.toString());
    assertThat(locked).isEmptyDirectory();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
    assertSentence(
        done(Shell.startBy(launcher, List.of(), "cp", file.toString(), store + "#my-bucket/other")),
        FAILURE,
        "put my-bucket/other: the body cannot be opened: no permission for " + file);
  }

  @Test
  void aFullDiskIsNamed() throws Exception {
    Path file = Files.write(temporary.resolve("file"), new byte[4 << 20]);

    assertSentence(
        Shell.run("cp", file.toString(), "full://my-bucket/key"),
        FAILURE,
        "put my-bucket/key: the disk is full",
        "(STORAGE_FULL)");
  }

  @Test
  void aSecondProcessOnTheSameRootIsToldWhoHasIt() throws Exception {
    String store = "file:" + temporary.resolve("store");
    try (BlobStore mine = BlobStores.open(store)) {
      Bucket bucket = mine.createBucket("my-bucket");

      assertSentence(
          child(List.of(), "rm", store + "#my-bucket/key"),
          FAILURE,
          temporary.resolve("store") + " is in use by process " + ProcessHandle.current().pid(),
          "(STORE_IN_USE)");

      bucket.put("key", Body.of("still mine"));
      assertThat(bucket.getString("key")).isEqualTo("still mine");
    }
  }

  @Test
  void aServerThatIsNotThereOrHangsUpIsNamed() throws Exception {
    String there;
    CompletableFuture<Void> hangingUp;
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      there = "http://127.0.0.1:" + server.getLocalPort();
      hangingUp = CompletableFuture.runAsync(() -> hangUp(server));

      assertSentence(
          child(CREDENTIALS, "ls", remote(there)),
          FAILURE,
          "list my-bucket: " + there + " hung up",
          "(UNAVAILABLE)");
    }
    hangingUp.join();
    assertSentence(
        child(CREDENTIALS, "ls", remote(there)),
        FAILURE,
        there + " does not accept a connection (UNAVAILABLE)");
  }

  /** A head that promises ten bytes, and four of them. */
  private static final String CUT_OFF =
      """
      HTTP/1.1 200 OK\r
      ETag: "0"\r
      Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT\r
      Content-Length: 10\r
      \r
      four""";

  /** Answers every request with this, and ends the connection, until the server is closed. */
  private static void answer(ServerSocket server, String answer) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        BufferedReader head =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String line = head.readLine();
        while (line != null && !line.isEmpty()) {
          line = head.readLine();
        }
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static String remote(String endpoint) {
    return "s3://my-bucket/?region=eu-west-1&pathStyle=true&endpoint=" + endpoint;
  }

  /** Ends every connection at once, until the server is closed. */
  private static void hangUp(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        server.accept().close();
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** For what depends on the environment. */
  private static Shell.Done child(List<String> environment, String... arguments)
      throws IOException, InterruptedException {
    return done(Shell.start(environment, arguments));
  }

  private static Shell.Done done(Process process) throws IOException, InterruptedException {
    try {
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Shell.Done(process.waitFor(), out, err);
    } finally {
      process.destroyForcibly();
    }
  }
}

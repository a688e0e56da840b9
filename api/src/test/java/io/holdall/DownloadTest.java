package io.holdall;

import static io.holdall.Testing.random;
import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.holdall.spi.DriverException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads above 30 bytes are fetched in ranges of 10, three at a time. */
@Timeout(60)
class DownloadTest {
  private static final TransferOptions TRANSFER =
      TransferOptions.defaults().threshold(30).partSize(10).parallelism(3);
  private static final GetOptions OPTIONS = GetOptions.defaults().transfer(TRANSFER);
  private static final byte[] OLD = {0};

  private final MapDriver driver = new MapDriver();
  private final Bucket bucket = driver.bucket();

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.write(directory.resolve("file"), OLD);
  }

  /** After every test: what is there is whole, and nothing lies beside it. */
  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    assertThat(names(directory)).allSatisfy(name -> assertThat(name).doesNotContain(".part"));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.map(Path::toString).toList();
    }
  }

  /** From the first byte on, or secrets could be read while they come. */
  @Test
  void aFileThatIsReplacedKeepsItsPermissions() throws IOException {
    Configuration posix =
        Configuration.unix().toBuilder().setAttributeViews("basic", "owner", "posix").build();
    try (FileSystem unix = Jimfs.newFileSystem(posix)) {
      Path home = Files.createDirectory(unix.getPath("/home"));
      for (String permissions : List.of("rw-------", "r--r-----", "rwxrwxrwx")) {
        Set<PosixFilePermission> expected = PosixFilePermissions.fromString(permissions);
        Path secret = home.resolve("secret");
        Files.write(secret, OLD);
        Files.setPosixFilePermissions(secret, expected);
        List<Set<PosixFilePermission>> meanwhile = new CopyOnWriteArrayList<>();
        driver.before =
            call -> {
              try (Stream<Path> files = Files.list(home)) {
                for (Path part : files.filter(path -> !path.equals(secret)).toList()) {
                  meanwhile.add(Files.getPosixFilePermissions(part));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            };
        bucket.put("key", Body.of(random(95)));
        bucket.download("key", secret, OPTIONS);
        assertThat(secret).hasBinaryContent(random(95));
        assertThat(Files.getPosixFilePermissions(secret)).isEqualTo(expected);
        assertThat(meanwhile).isNotEmpty().allMatch(expected::equals);
        Files.delete(secret);
      }
      bucket.download("key", home.resolve("new"), OPTIONS);
      assertThat(home.resolve("new")).hasBinaryContent(random(95));
    }
  }

  @Test
  void everySizeAndRange() throws IOException {
    for (int size : new int[] {0, 1, 29, 30, 31, 39, 40, 41, 60, 95}) {
      byte[] bytes = random(size);
      bucket.put("key", Body.of(bytes));
      BlobAttributes attributes = bucket.download("key", file, OPTIONS);
      assertThat(file).hasBinaryContent(bytes);
      assertThat(attributes.size()).isEqualTo(size);
      for (ByteRange range :
          List.of(
              ByteRange.from(0),
              ByteRange.from(7),
              ByteRange.between(3, 3),
              ByteRange.between(3, 32),
              ByteRange.between(3, 33),
              ByteRange.between(0, 94),
              ByteRange.between(5, Long.MAX_VALUE),
              ByteRange.suffix(35),
              ByteRange.suffix(1))) {
        ByteSpan span = range.resolve(size).orElse(null);
        if (span == null) {
          thrown(ErrorCode.INVALID_RANGE, () -> bucket.download("key", file, OPTIONS.range(range)));
        } else {
          bucket.download("key", file, OPTIONS.range(range));
          assertThat(file)
              .hasBinaryContent(Arrays.copyOfRange(bytes, (int) span.offset(), (int) span.end()));
        }
      }
    }
  }

  @Test
  void theFirstRequestAsksForTheThreshold() {
    bucket.put("key", Body.of(random(30)));
    driver.calls.clear();
    bucket.download("key", file, OPTIONS);
    assertThat(driver.calls).containsExactly("get key");
    bucket.put("key", Body.of(random(60)));
    driver.calls.clear();
    bucket.download("key", file, OPTIONS);
    assertThat(driver.calls).hasSize(4);
  }

  @Test
  void thresholdsAtTheEnds() {
    bucket.put("key", Body.of(random(95)));
    for (long threshold : new long[] {0, 1, Long.MAX_VALUE}) {
      for (int parallelism : new int[] {1, 2, 50}) {
        bucket.download(
            "key", file, OPTIONS.transfer(TRANSFER.threshold(threshold).parallelism(parallelism)));
        assertThat(file).hasBinaryContent(random(95));
      }
    }
  }

  @Test
  void onAnyFileSystem() throws IOException {
    bucket.put("key", Body.of(random(95)));
    for (Configuration configuration :
        List.of(Configuration.unix(), Configuration.osX(), Configuration.windows())) {
      try (FileSystem jimfs = Jimfs.newFileSystem(configuration)) {
        Path target = jimfs.getPath("deep", "down", "file");
        bucket.download("key", target, OPTIONS);
        assertThat(target).hasBinaryContent(random(95));
        bucket.download("key", target, OPTIONS.range(ByteRange.from(90)));
        assertThat(target).hasBinaryContent(Arrays.copyOfRange(random(95), 90, 95));
        assertThat(names(target.getParent())).hasSize(2);
      }
    }
  }

  @Test
  void parentsAreMadeOnlyForABlobThatExists() {
    Path deep = directory.resolve("a/b/file");
    thrown(ErrorCode.NO_SUCH_KEY, () -> bucket.download("nothing", deep));
    assertThat(directory.resolve("a")).doesNotExist();
    bucket.put("key", Body.of(OLD));
    bucket.download("key", deep);
    assertThat(deep).hasBinaryContent(OLD);
  }

  @Test
  void aLinkToADirectoryIsADirectory() throws IOException {
    bucket.put("key", Body.of(random(5)));
    Path real = Files.createDirectory(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);
    bucket.download("key", link.resolve("file"));
    assertThat(real.resolve("file")).hasBinaryContent(random(5));
    thrown(ErrorCode.IO_FAILED, () -> bucket.download("key", link));
  }

  @Test
  void targetsThatCannotBeWritten() throws IOException {
    bucket.put("key", Body.of(random(95)));
    Path occupied = Files.createDirectory(directory.resolve("occupied"));
    driver.calls.clear();
    assertThat(thrown(ErrorCode.IO_FAILED, () -> bucket.download("key", occupied)))
        .hasMessageContaining(occupied + " is a directory");
    assertThat(driver.calls).isEmpty();
    Path below = file.resolve("below");
    assertThat(thrown(ErrorCode.IO_FAILED, () -> bucket.download("key", below, OPTIONS)))
        .hasMessageContaining(below.toString());
    assertThat(file).hasBinaryContent(OLD);
  }

  /** The answers are numbered; the one that fails gives half of its bytes before. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8})
  void aFailureLeavesTheFileAsItWas(int failing) {
    bucket.put("key", Body.of(random(95)));
    AtomicInteger answers = new AtomicInteger();
    driver.content =
        bytes ->
            answers.incrementAndGet() != failing
                ? bytes
                : new FilterInputStream(bytes) {
                  private boolean begun;

                  @Override
                  public int read(byte[] target, int offset, int length) throws IOException {
                    if (begun) {
                      throw new DriverException(ErrorCode.UNAVAILABLE, "hung up");
                    }
                    begun = true;
                    return super.read(target, offset, 2);
                  }
                };
    BlobStoreException e =
        thrown(ErrorCode.UNAVAILABLE, () -> bucket.download("key", file, OPTIONS));
    assertThat(e).hasMessage("get bucket/key: hung up (UNAVAILABLE)");
    assertThat(file).hasBinaryContent(OLD);
    answers.set(0);
    Path absent = directory.resolve("absent");
    thrown(ErrorCode.UNAVAILABLE, () -> bucket.download("key", absent, OPTIONS));
    assertThat(absent).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 95})
  void anInterruptIsNoFailureOfTheFile(int length) {
    bucket.put("key", Body.of(random(length)));
    Thread.currentThread().interrupt();
    BlobStoreException e =
        thrown(ErrorCode.UNAVAILABLE, () -> bucket.download("key", file, OPTIONS));
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(e).hasMessageContaining("interrupted");
    assertThat(file).hasBinaryContent(OLD);
  }

  @Test
  void allBytesAreOfOneVersion() {
    bucket.put("key", Body.of(random(95)));
    AtomicInteger gets = new AtomicInteger();
    driver.before =
        call -> {
          if (call.startsWith("get") && gets.incrementAndGet() == 3) {
            driver.before = more -> {};
            bucket.put("key", Body.of(random(96)));
          }
        };
    BlobAttributes attributes = bucket.download("key", file, OPTIONS);
    assertThat(file).hasBinaryContent(random(96));
    assertThat(attributes.size()).isEqualTo(96);
  }

  @Test
  void aBlobReplacedAgainAndAgainIsAConflict() {
    bucket.put("key", Body.of(random(95)));
    AtomicInteger versions = new AtomicInteger(95);
    driver.before =
        call -> {
          if (call.startsWith("get")) {
            byte[] next = random(versions.incrementAndGet());
            driver.blobs.compute(
                "key",
                (key, old) ->
                    new MapDriver.Stored(
                        next, ETag.of("v" + versions), old.options(), old.checksum()));
          }
        };
    thrown(ErrorCode.CONFLICT, () -> bucket.download("key", file, OPTIONS));
    assertThat(file).hasBinaryContent(OLD);
  }

  @Test
  void aBlobDeletedUnderTheDownloadIsMissed() {
    bucket.put("key", Body.of(random(95)));
    AtomicInteger gets = new AtomicInteger();
    driver.before =
        call -> {
          if (call.startsWith("get") && gets.incrementAndGet() == 2) {
            driver.blobs.clear();
          }
        };
    thrown(ErrorCode.NO_SUCH_KEY, () -> bucket.download("key", file, OPTIONS));
    assertThat(file).hasBinaryContent(OLD);
  }

  @Test
  void theCallersConditionHoldsForTheWholeDownload() {
    ETag first = bucket.put("key", Body.of(random(95))).etag();
    GetOptions conditional = OPTIONS.conditions(ReadConditions.none().ifMatch(first));
    bucket.download("key", file, conditional);
    AtomicInteger gets = new AtomicInteger();
    driver.before =
        call -> {
          if (call.startsWith("get") && gets.incrementAndGet() == 2) {
            driver.before = more -> {};
            bucket.put("key", Body.of(random(96)));
          }
        };
    thrown(ErrorCode.PRECONDITION_FAILED, () -> bucket.download("key", file, conditional));
    assertThat(file).hasBinaryContent(random(95));
  }

  @Test
  void rangesTravelAtTheSameTime() {
    bucket.put("key", Body.of(random(95)));
    CountDownLatch together = new CountDownLatch(3);
    AtomicInteger answers = new AtomicInteger();
    driver.content =
        bytes ->
            new FilterInputStream(bytes) {
              private final boolean early = answers.incrementAndGet() <= 3;

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                if (early) {
                  together.countDown();
                  await(together);
                }
                return super.read(target, offset, length);
              }
            };
    bucket.download("key", file, OPTIONS);
    assertThat(file).hasBinaryContent(random(95));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void progressNeverFallsThoughTheDownloadBeginsAnew() {
    bucket.put("key", Body.of(random(95)));
    List<Long> heard = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger gets = new AtomicInteger();
    driver.before =
        call -> {
          if (call.startsWith("get") && gets.incrementAndGet() == 4) {
            bucket.put("key", Body.of(random(85)));
          }
        };
    GetOptions told = OPTIONS.transfer(TRANSFER.listener((bytes, total) -> heard.add(bytes)));
    bucket.download("key", file, told);
    assertThat(heard).isSorted().doesNotHaveDuplicates().endsWith(85L);
    RuntimeException stop = new RuntimeException("stop");
    GetOptions stopping =
        OPTIONS.transfer(
            TRANSFER.listener(
                (bytes, total) -> {
                  if (bytes > 40) {
                    throw stop;
                  }
                }));
    assertThatThrownBy(() -> bucket.download("key", file, stopping)).isSameAs(stop);
    assertThat(file).hasBinaryContent(random(85));
  }

  @Test
  void aClosedStore() {
    BlobStore store = BlobStores.of(driver);
    Bucket closed = store.bucket(MapDriver.BUCKET);
    store.close();
    assertThatIllegalStateException().isThrownBy(() -> closed.download("key", file));
  }

  @Test
  void aLinkStaysOneAndItsFileGetsTheBytes() throws IOException {
    Path target = Files.write(Files.createDirectory(directory.resolve("d")).resolve("f"), OLD);
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);
    bucket.put("key", Body.of("new"));
    bucket.download("key", link);
    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("new");
  }

  @Test
  void aLinkToNothingIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nothing"));
    bucket.put("key", Body.of("new"));
    BlobStoreException e = thrown(ErrorCode.IO_FAILED, () -> bucket.download("key", link));
    assertThat(e).hasMessageContaining(link + " is a link to nothing");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void whatIsNoRegularFileIsRefused() {
    bucket.put("key", Body.of("new"));
    Path device = Path.of("/dev/null");
    BlobStoreException e = thrown(ErrorCode.IO_FAILED, () -> bucket.download("key", device));
    assertThat(e).hasMessageContaining("/dev/null is not a regular file");
    assertThat(device).exists();
    assertThat(Files.isRegularFile(device)).isFalse();
  }
}

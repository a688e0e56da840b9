package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.ErrorCode;
import io.holdall.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStoreProviderTest {
  @TempDir Path temporary;

  @Test
  void aUrlNamesDirectoryBucketAndPrefix() {
    Path root = temporary.resolve("a b#c");
    String url = "file:" + temporary + "/a%20b%23c#photos/2024/";
    try (BlobStore store = BlobStores.open(url)) {
      store.createBucket("photos");
      store.bucket().put("a", Body.of("1"));
      assertThat(store.bucket("photos").getString("2024/a")).isEqualTo("1");
    }
    assertThat(root.resolve("FORMAT")).exists();
    try (BlobStore store =
        BlobStores.open("file://" + temporary + "/a%20b%23c?durability=relaxed")) {
      assertThat(store.bucket("photos").getString("2024/a")).isEqualTo("1");
    }
  }

  @Test
  void theDirectoryMayBeRelative() throws IOException {
    Path directory = Files.createTempDirectory(Path.of("target"), "relative");
    BlobStores.open("file:" + directory + "/root").close();
    assertThat(directory.resolve("root/FORMAT")).exists();
  }

  @Test
  void theStoreGoesByTheClockItWasGiven() {
    Clock clock = Clock.fixed(Instant.parse("2024-05-06T07:08:09Z"), ZoneOffset.UTC);
    try (BlobStore store = BlobStores.open("file:" + temporary + "/root", clock)) {
      store.createBucket("photos").put("a", Body.of("1"));
      assertThat(store.bucket("photos").head("a").lastModified()).isEqualTo(clock.instant());
    }
  }

  @Test
  void limitsAreParameters() {
    try (BlobStore store =
        BlobStores.open("file:" + temporary + "/root?maxTotalBytes=10&maxBlobSize=8#photos")) {
      store.createBucket("photos");
      store.bucket().put("a", Body.of("12345678"));
      assertThatThrownBy(() -> store.bucket().put("b", Body.of("123")))
          .isInstanceOf(BlobStoreException.class)
          .extracting(e -> ((BlobStoreException) e).code())
          .isEqualTo(ErrorCode.STORAGE_FULL);
      assertThatThrownBy(() -> store.bucket().put("b", Body.of("123456789")))
          .isInstanceOf(BlobStoreException.class)
          .extracting(e -> ((BlobStoreException) e).code())
          .isEqualTo(ErrorCode.ENTITY_TOO_LARGE);
    }
  }

  @Test
  void partsAreAsSmallAsTheUrlSays() {
    try (BlobStore store = BlobStores.open("file:" + temporary + "/root?minPartSize=7")) {
      Limits s3 = Limits.S3;
      assertThat(store.limits())
          .isEqualTo(new Limits(s3.maxPutSize(), s3.maxBlobSize(), 7, s3.maxParts()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "durability=fast; durability must be durable or relaxed, not \"fast\"",
        "durability=; durability must be durable or relaxed, not \"\"",
        "maxTotalBytes=many; maxTotalBytes must be a number of bytes from 0 to 9223372036854775807, not \"many\"",
        "maxTotalBytes=-1; maxTotalBytes must be a number of bytes from 0 to 9223372036854775807, not \"-1\"",
        "maxBlobSize=-1; maxBlobSize must be a number of bytes from 0 to 9223372036854775807, not \"-1\"",
        "minPartSize=2147483640; minPartSize must be a number of bytes from 0 to 2147483639, not \"2147483640\"",
        "sync=true; unknown parameter \"sync\"; file: knows durability, maxBlobSize, maxTotalBytes, minPartSize"
      })
  void aParameterThatIsNotUnderstoodIsNamedAndNothingIsMade(String parameter, String message) {
    assertThatThrownBy(() -> BlobStores.open("file:" + temporary + "/root?" + parameter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    assertThat(temporary).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "file:?durability=relaxed", "file:a%00b", "file:/x#Photos"})
  void aUrlThatNamesNoDirectoryIsRefused(String url) {
    assertThatThrownBy(() -> BlobStores.open(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherMachineIsNotTakenForADirectory() {
    assertThatThrownBy(() -> BlobStores.open("file://var/lib/blobs"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file:/var/lib/blobs");
  }

  @Test
  void aStoreThatCannotBeOpenedIsSaidInOneSentence() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> BlobStores.open("file:" + file))
        .isInstanceOf(BlobStoreException.class)
        .hasMessage(
            "open: %s cannot be the root of a store: it is not a directory (INVALID_ARGUMENT)"
                .formatted(file));
  }
}

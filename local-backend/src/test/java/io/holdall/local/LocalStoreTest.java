package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalStoreTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource(Disk.class)
  void keepsWhatIsPut(Disk disk) throws IOException {
    Path root = disk.root(temporary);
    byte[] large = new byte[1 << 20];
    large[5] = 7;
    try (BlobStore store = LocalStore.builder(root).open()) {
      Bucket bucket = store.createBucket("photos");
      bucket.put("a/b", Body.of("hello"));
      bucket.put("a", Body.of(large));
      assertThat(bucket.getString("a/b")).isEqualTo("hello");
      assertThat(bucket.getBytes("a")).isEqualTo(large);
    }
    try (BlobStore store = LocalStore.builder(root).open()) {
      Bucket bucket = store.bucket("photos");
      assertThat(bucket.getString("a/b")).isEqualTo("hello");
      assertThat(bucket.getBytes("a")).isEqualTo(large);
    }
  }

  @Test
  void isOpenedByItsUrl() {
    try (BlobStore store =
        BlobStores.open("file:" + temporary.resolve("root") + "?durability=relaxed#photos/x")) {
      store.createBucket("photos");
      store.bucket().put("a", Body.of("1"));
      assertThat(store.bucket("photos").getString("xa")).isEqualTo("1");
    }
  }
}

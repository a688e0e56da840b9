package io.holdall.cli;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.StoreUrl;
import io.holdall.local.LocalStore;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.StoreProvider;
import java.nio.file.FileSystem;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** {@code full:} is a store with one bucket on a disk of 2 MiB. */
public final class FullDiskProvider implements StoreProvider {
  @Override
  public String scheme() {
    return "full";
  }

  @Override
  public boolean locationIsPath() {
    return false;
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public StoreDriver open(StoreUrl url, Clock clock) {
    FileSystem disk =
        Jimfs.newFileSystem(Configuration.unix().toBuilder().setMaxSize(2 << 20).build());
    BlobStore store = LocalStore.builder(disk.getPath("/store")).clock(clock).open();
    store.createBucket("my-bucket");
    AtomicReference<StoreDriver> driver = new AtomicReference<>();
    BlobStores.decorated(
        store,
        decorated -> {
          driver.set(decorated);
          return decorated;
        });
    return driver.get();
  }
}

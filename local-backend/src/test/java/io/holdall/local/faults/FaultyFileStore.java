package io.holdall.local.faults;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import org.jspecify.annotations.Nullable;

/** Where the files of a {@link FaultyFileSystem} are, with as much room as its faults leave. */
final class FaultyFileStore extends FileStore {
  private final FileStore target;
  private final Faults faults;

  FaultyFileStore(FileStore target, Faults faults) {
    this.target = target;
    this.faults = faults;
  }

  @Override
  public String name() {
    return target.name();
  }

  @Override
  public String type() {
    return target.type();
  }

  @Override
  public boolean isReadOnly() {
    return target.isReadOnly();
  }

  @Override
  public long getTotalSpace() throws IOException {
    return target.getTotalSpace();
  }

  @Override
  public long getUsableSpace() throws IOException {
    return faults.left(target.getUsableSpace());
  }

  @Override
  public long getUnallocatedSpace() throws IOException {
    return faults.left(target.getUnallocatedSpace());
  }

  @Override
  public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
    return target.supportsFileAttributeView(type);
  }

  @Override
  public boolean supportsFileAttributeView(String name) {
    return target.supportsFileAttributeView(name);
  }

  @Override
  public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
    return target.getFileStoreAttributeView(type);
  }

  @Override
  public Object getAttribute(String attribute) throws IOException {
    return target.getAttribute(attribute);
  }
}

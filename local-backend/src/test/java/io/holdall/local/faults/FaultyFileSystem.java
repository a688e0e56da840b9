package io.holdall.local.faults;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Passes everything on to another file system, unless its {@link Faults} object. */
public final class FaultyFileSystem extends FileSystem {
  private final FileSystem target;
  private final FaultyProvider provider;

  public FaultyFileSystem(FileSystem target, Faults faults) {
    this.target = target;
    this.provider = new FaultyProvider(this, target.provider(), faults);
  }

  /** Returns this file system's path for one of the other file system. */
  public Path wrap(Path path) {
    return new FaultyPath(this, path);
  }

  /** Returns the other file system's path for one of this. */
  public static Path unwrap(Path path) {
    return ((FaultyPath) path).target();
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  /** Leaves the other file system open. */
  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return target.isOpen();
  }

  @Override
  public boolean isReadOnly() {
    return target.isReadOnly();
  }

  @Override
  public String getSeparator() {
    return target.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    List<Path> roots = new ArrayList<>();
    target.getRootDirectories().forEach(root -> roots.add(wrap(root)));
    return roots;
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return target.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    Set<String> views = new HashSet<>(target.supportedFileAttributeViews());
    // Says that directories can be forced, as they can here.
    views.add("posix");
    return views;
  }

  @Override
  public Path getPath(String first, String... more) {
    return wrap(target.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher matcher = target.getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(unwrap(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return target.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    throw new UnsupportedOperationException();
  }
}

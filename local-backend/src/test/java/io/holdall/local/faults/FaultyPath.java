package io.holdall.local.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path of a {@link FaultyFileSystem}. */
record FaultyPath(FaultyFileSystem fileSystem, Path target) implements Path {
  private Path wrap(Path path) {
    return new FaultyPath(fileSystem, path);
  }

  private @Nullable Path wrapOrNull(@Nullable Path path) {
    return path == null ? null : wrap(path);
  }

  @Override
  public FileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return target.isAbsolute();
  }

  @Override
  public @Nullable Path getRoot() {
    return wrapOrNull(target.getRoot());
  }

  @Override
  public @Nullable Path getFileName() {
    return wrapOrNull(target.getFileName());
  }

  @Override
  public @Nullable Path getParent() {
    return wrapOrNull(target.getParent());
  }

  @Override
  public int getNameCount() {
    return target.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return wrap(target.getName(index));
  }

  @Override
  public Path subpath(int beginIndex, int endIndex) {
    return wrap(target.subpath(beginIndex, endIndex));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof FaultyPath path && target.startsWith(path.target);
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof FaultyPath path && target.endsWith(path.target);
  }

  @Override
  public Path normalize() {
    return wrap(target.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return wrap(target.resolve(((FaultyPath) other).target));
  }

  @Override
  public Path relativize(Path other) {
    return wrap(target.relativize(((FaultyPath) other).target));
  }

  @Override
  public URI toUri() {
    return target.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return wrap(target.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return wrap(target.toRealPath(options));
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return target.compareTo(((FaultyPath) other).target);
  }

  @Override
  public String toString() {
    return target.toString();
  }
}

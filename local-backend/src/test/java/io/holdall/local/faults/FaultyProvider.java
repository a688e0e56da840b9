package io.holdall.local.faults;

import static io.holdall.local.faults.FaultyFileSystem.unwrap;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The operations of a {@link FaultyFileSystem}. */
final class FaultyProvider extends FileSystemProvider {
  private final FaultyFileSystem fileSystem;
  private final FileSystemProvider target;
  private final Faults faults;

  FaultyProvider(FaultyFileSystem fileSystem, FileSystemProvider target, Faults faults) {
    this.fileSystem = fileSystem;
    this.target = target;
    this.faults = faults;
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return fileSystem;
  }

  @Override
  public Path getPath(URI uri) {
    return fileSystem.wrap(target.getPath(uri));
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    Path file = unwrap(path);
    faults.before(opening(options), file);
    boolean existed = Files.exists(file);
    FileChannel channel = target.newFileChannel(file, options, attrs);
    if (!existed) {
      faults.recorder().created(file, false);
    } else if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      faults.recorder().resized(faults.recorder().node(file), 0);
    }
    return new FaultyChannel(channel, file, faults);
  }

  private static Operation opening(Set<? extends OpenOption> options) {
    return options.contains(StandardOpenOption.WRITE) ? Operation.OPEN_TO_WRITE : Operation.OPEN;
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    return newFileChannel(path, options, attrs);
  }

  @Override
  public AsynchronousFileChannel newAsynchronousFileChannel(
      Path path,
      Set<? extends OpenOption> options,
      @Nullable ExecutorService executor,
      FileAttribute<?>... attrs)
      throws IOException {
    faults.before(opening(options), unwrap(path));
    // A directory is forced as POSIX does it, whether the other file system can or not.
    return new FaultyForceChannel(
        Files.isDirectory(unwrap(path))
            ? null
            : target.newAsynchronousFileChannel(unwrap(path), options, executor, attrs),
        unwrap(path),
        faults);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    faults.before(Operation.LIST, unwrap(dir));
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = target.newDirectoryStream(unwrap(dir), any -> true)) {
      for (Path entry : stream) {
        Path wrapped = fileSystem.wrap(entry);
        if (filter.accept(wrapped)) {
          entries.add(wrapped);
        }
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return entries.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attrs) throws IOException {
    faults.before(Operation.CREATE_DIRECTORY, unwrap(dir));
    target.createDirectory(unwrap(dir), attrs);
    faults.recorder().created(unwrap(dir), true);
  }

  @Override
  public void delete(Path path) throws IOException {
    faults.before(Operation.DELETE, unwrap(path));
    target.delete(unwrap(path));
    faults.recorder().deleted(unwrap(path));
  }

  @Override
  public void copy(Path source, Path destination, CopyOption... options) throws IOException {
    target.copy(unwrap(source), unwrap(destination), options);
  }

  @Override
  public void move(Path source, Path destination, CopyOption... options) throws IOException {
    faults.before(Operation.MOVE, unwrap(source));
    target.move(unwrap(source), unwrap(destination), options);
    faults.recorder().moved(unwrap(source), unwrap(destination));
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return target.isSameFile(unwrap(path), unwrap(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return target.isHidden(unwrap(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return new FaultyFileStore(target.getFileStore(unwrap(path)), faults);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    target.checkAccess(unwrap(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return target.getFileAttributeView(unwrap(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return target.readAttributes(unwrap(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return target.readAttributes(unwrap(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    target.setAttribute(unwrap(path), attribute, value, options);
  }
}

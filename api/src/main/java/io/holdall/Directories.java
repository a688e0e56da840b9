package io.holdall;

import io.holdall.spi.FileFailures;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Moves whole directories. Everything is looked at before the first byte moves. */
final class Directories {
  private Directories() {}

  static DirectoryReport upload(
      Bucket bucket, Access access, Path directory, String prefix, PutOptions options) {
    access.needWritable(Operation.UPLOAD_DIRECTORY, null);
    TreeMap<String, Path> files = new TreeMap<>(Keys.UTF8_ORDER);
    try {
      if (!Files.isDirectory(directory)) {
        throw access.error(
            ErrorCode.IO_FAILED,
            Operation.UPLOAD_DIRECTORY,
            null,
            "%s is not a directory".formatted(directory));
      }
      collect(access, directory, prefix, files);
    } catch (IOException e) {
      throw access.error(
          ErrorCode.IO_FAILED,
          Operation.UPLOAD_DIRECTORY,
          null,
          "the directory %s cannot be read: %s".formatted(directory, FileFailures.reason(e)),
          e);
    }
    List<Source> sources = new ArrayList<>(files.size());
    long total = 0;
    for (Map.Entry<String, Path> entry : files.entrySet()) {
      Body body = Body.of(entry.getValue());
      long length =
          Writes.length(access, Operation.UPLOAD_DIRECTORY, entry.getKey(), body).orElse(0);
      // The length that was counted is the length that is put.
      sources.add(new Source(entry.getKey(), body.slice(0, length), length));
      total += length;
    }
    long moved = 0;
    for (Source source : sources) {
      TransferOptions transfer = ofAll(options.transfer(), moved, total);
      bucket.put(source.key(), source.body(), options.transfer(transfer));
      moved += source.length();
    }
    return new DirectoryReport(sources.size(), total);
  }

  private record Source(String key, Body body, long length) {}

  /** With a listener that hears of the next file as of a stretch of all of them. */
  private static TransferOptions ofAll(TransferOptions transfer, long moved, long total) {
    TransferListener listener = transfer.listener();
    return listener instanceof SilentListener
        ? transfer
        : transfer.listener(
            (bytes, ofOne) -> listener.progressed(moved + bytes, OptionalLong.of(total)));
  }

  private static void collect(Access access, Path directory, String prefix, Map<String, Path> files)
      throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isRegularFile(file)) {
              files.put(access.checkKey(prefix + relative(directory, file)), file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String relative(Path directory, Path file) {
    StringJoiner names = new StringJoiner("/");
    for (Path name : directory.relativize(file)) {
      names.add(name.toString());
    }
    return names.toString();
  }

  static DirectoryReport download(Bucket bucket, Access access, String prefix, Path directory) {
    Map<String, Path> files = new TreeMap<>(Keys.UTF8_ORDER);
    Set<Path> directories = new HashSet<>();
    for (BlobInfo blob : bucket.list(prefix)) {
      String rest = blob.key().substring(prefix.length());
      boolean folder = blob.size() == 0 && (rest.isEmpty() || rest.endsWith("/"));
      if (folder && blob.key().endsWith("/")) {
        directories.add(
            rest.isEmpty()
                ? directory
                : target(access, directory, blob.key(), rest.substring(0, rest.length() - 1)));
        continue;
      }
      Path file = target(access, directory, blob.key(), rest);
      files.put(blob.key(), file);
    }
    for (Map.Entry<String, Path> entry : files.entrySet()) {
      addParents(directories, directory, entry.getValue());
    }
    checkClashes(access, directory, files, directories);
    makeDirectories(access, directory, directories);
    long bytes = 0;
    for (Map.Entry<String, Path> entry : files.entrySet()) {
      bytes += bucket.download(entry.getKey(), entry.getValue()).size();
    }
    return new DirectoryReport(files.size(), bytes);
  }

  private static void addParents(Set<Path> directories, Path root, Path file) {
    Path parent = file.getParent();
    while (parent != null && !parent.equals(root) && directories.add(parent)) {
      parent = parent.getParent();
    }
  }

  /**
   * Refuses keys that this file system would put into one file, or a file where others need a
   * directory.
   */
  private static void checkClashes(
      Access access, Path directory, Map<String, Path> files, Set<Path> directories) {
    NameClashes clashes = new NameClashes(directory);
    Map<Path, String> keys = new HashMap<>();
    try {
      for (Map.Entry<String, Path> entry : files.entrySet()) {
        Optional<Path> other = clashes.fileAt(entry.getValue());
        if (other.isPresent()) {
          throw refused(
              access,
              entry.getKey(),
              "on this file system it is the file of " + keys.get(other.get()) + " too");
        }
        clashes.add(entry.getValue());
        keys.put(entry.getValue(), entry.getKey());
      }
      for (Path needed : directories) {
        Optional<Path> file = clashes.fileAt(needed);
        if (file.isPresent()) {
          throw refused(
              access,
              String.valueOf(keys.get(file.get())),
              "other keys need a directory of that name");
        }
      }
    } catch (IOException e) {
      throw access.error(
          ErrorCode.IO_FAILED,
          Operation.DOWNLOAD_DIRECTORY,
          null,
          "the directory %s cannot be written: %s".formatted(directory, FileFailures.reason(e)),
          e);
    }
  }

  private static void makeDirectories(Access access, Path root, Set<Path> directories) {
    try {
      if (!Files.isDirectory(root)) {
        Files.createDirectories(root);
      }
      for (Path needed : directories) {
        if (!Files.isDirectory(needed)) {
          Files.createDirectories(needed);
        }
      }
    } catch (IOException e) {
      throw access.error(
          ErrorCode.IO_FAILED,
          Operation.DOWNLOAD_DIRECTORY,
          null,
          "a directory below %s cannot be made: %s".formatted(root, FileFailures.reason(e)),
          e);
    }
  }

  /** The file of a key, if every name in it is nothing but a name to the file system. */
  private static Path target(Access access, Path directory, String key, String rest) {
    Path file = directory;
    for (String name : rest.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw refused(access, key, "\"" + name + "\" is no name of a file");
      }
      try {
        Path single = directory.getFileSystem().getPath(name);
        if (single.isAbsolute()
            || single.getRoot() != null
            || single.getNameCount() != 1
            || !single.toString().equals(name)) {
          throw refused(access, key, "\"" + name + "\" is no name of a file on this file system");
        }
        file = file.resolve(single);
      } catch (InvalidPathException e) {
        throw refused(
            access,
            key,
            "\"" + name + "\" is no name of a file on this file system: " + e.getReason());
      }
    }
    return file;
  }

  private static BlobStoreException refused(Access access, String key, String why) {
    return access.error(
        ErrorCode.INVALID_ARGUMENT,
        Operation.DOWNLOAD_DIRECTORY,
        key,
        "the key cannot be a file below the directory: " + why);
  }
}

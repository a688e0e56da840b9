package io.holdall;

import io.holdall.spi.FileFailures;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** One download to a file, which has all of the bytes or stays as it was. */
final class Download {
  /** How often a download begins anew because the blob was replaced under it. */
  private static final int RESTARTS = 4;

  private final Access access;
  private final String key;
  private final Path file;
  private final GetOptions options;
  private final Progress progress;

  Download(Access access, String key, Path file, GetOptions options) {
    this.access = access;
    this.key = key;
    this.file = file;
    this.options = options;
    this.progress = Progress.of(options.transfer(), OptionalLong.empty());
  }

  BlobAttributes run() {
    access.store().requireOpen();
    if (options.part().isPresent()) {
      access.need(Feature.PART_READS, Operation.GET, key);
    }
    Path target = target();
    int restarts = 0;
    while (true) {
      try {
        return fetch(target);
      } catch (RangeFetch.Replaced e) {
        // Another version: none of the bytes so far can be used.
        restarts++;
        if (restarts > RESTARTS) {
          throw access.error(
              ErrorCode.CONFLICT,
              Operation.GET,
              key,
              "the blob was replaced again and again while its ranges were fetched",
              e);
        }
      }
    }
  }

  /** The file, or where it leads if it is a link: that is to have the bytes, and stay a link. */
  private Path target() {
    if (Files.isDirectory(file)) {
      throw refused("is a directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw refused("is not a regular file");
    }
    if (!Files.isSymbolicLink(file)) {
      return file;
    }
    try {
      return file.toRealPath();
    } catch (NoSuchFileException e) {
      throw refused("is a link to nothing");
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private BlobStoreException refused(String why) {
    return access.error(
        ErrorCode.IO_FAILED, Operation.GET, key, "the file %s %s".formatted(file, why));
  }

  private BlobAttributes fetch(Path target) {
    RangeFetch ranges = RangeFetch.open(access, key, options, progress);
    try {
      Path temporary = prepare(target);
      try {
        Optional<Set<PosixFilePermission>> permissions = permissions(target);
        if (permissions.isPresent()) {
          // From the first byte on; the mask of the process may have taken some away.
          ranges.writeTo(temporary, PosixFilePermissions.asFileAttribute(permissions.get()));
          Files.setPosixFilePermissions(temporary, permissions.get());
        } else {
          ranges.writeTo(temporary);
        }
        publish(temporary, target);
      } catch (IOException e) {
        throw withoutTemporary(temporary, failed(e));
      } catch (RuntimeException | Error e) {
        withoutTemporary(temporary, e);
        throw e;
      }
      return ranges.attributes();
    } finally {
      ranges.close();
    }
  }

  private Path prepare(Path target) {
    Path directory = target.toAbsolutePath().getParent();
    try {
      // Asked first, because createDirectories refuses a link to a directory.
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw failed(e);
    }
    String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    return target.resolveSibling(".holdall-" + random + ".part");
  }

  /** Of a file that is there, where files have such. */
  private static Optional<Set<PosixFilePermission>> permissions(Path target) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    if (view == null || !Files.exists(target)) {
      return Optional.empty();
    }
    return Optional.of(view.readAttributes().permissions());
  }

  private static void publish(Path temporary, Path target) throws IOException {
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static <T extends Throwable> T withoutTemporary(Path temporary, T failure) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private BlobStoreException failed(IOException e) {
    // The interrupt closes the file for the helpers of this thread too, and one of them may be the
    // first to find it closed.
    if (e instanceof ClosedChannelException && Thread.currentThread().isInterrupted()) {
      return Transfers.interrupted(access, Operation.GET, key, e);
    }
    return access.error(
        ErrorCode.IO_FAILED,
        Operation.GET,
        key,
        "the file %s cannot be written: %s".formatted(file, FileFailures.reason(e)),
        e);
  }
}

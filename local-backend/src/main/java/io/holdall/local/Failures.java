package io.holdall.local;

import io.holdall.ErrorCode;
import io.holdall.spi.DriverException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Gives what the disk refused its code, and one sentence that names the file. */
final class Failures {
  /**
   * What file systems say in English when they are full, or the user's share of them is: Linux and
   * macOS, Windows, Jimfs. Java tells it in no other way.
   */
  private static final List<String> FULL =
      List.of(
          "no space left",
          "quota exceeded",
          "not enough space on the disk",
          "disk is full",
          "out of disk space");

  private Failures() {}

  /**
   * @param where the failure was, for a message that does not say so
   */
  static DriverException of(IOException e, Path where) {
    if (e instanceof DamageException) {
      return failure(ErrorCode.CORRUPT, sentence(e), e);
    }
    if (e instanceof RootException root) {
      return failure(code(root.reason()), sentence(e), e);
    }
    if (e instanceof LogFailedException) {
      return failure(ErrorCode.IO_FAILED, where + ": " + sentence(e), e);
    }
    if (e instanceof ClosedChannelException) {
      return failure(ErrorCode.IO_FAILED, "the store was closed meanwhile", e);
    }
    if (isFull(e)) {
      return failure(ErrorCode.STORAGE_FULL, "the disk is full: " + named(e, where), e);
    }
    if (e instanceof AccessDeniedException denied) {
      return failure(ErrorCode.IO_FAILED, "no permission for " + denied.getFile(), e);
    }
    if (e instanceof NoSuchFileException missing) {
      return failure(ErrorCode.IO_FAILED, missing.getFile() + " is not there any more", e);
    }
    return failure(ErrorCode.IO_FAILED, named(e, where), e);
  }

  private static ErrorCode code(RootException.Reason reason) {
    return switch (reason) {
      case IN_USE -> ErrorCode.STORE_IN_USE;
      case NO_ACCESS -> ErrorCode.IO_FAILED;
      case NOT_A_DIRECTORY, FOREIGN_CONTENT, NEWER_FORMAT -> ErrorCode.INVALID_ARGUMENT;
    };
  }

  /** Whether there was no room for something, and no more to it. */
  static boolean isFull(IOException e) {
    return e instanceof FullDiskException || saysFull(e);
  }

  /** Whether the message of a file system says so, in English. */
  static boolean saysFull(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return FULL.stream().anyMatch(message::contains);
  }

  private static String named(IOException e, Path where) {
    boolean names = e instanceof FileSystemException failure && failure.getFile() != null;
    return names ? sentence(e) : where + ": " + sentence(e);
  }

  /** The message, as the end of a sentence that goes on. */
  private static String sentence(IOException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private static DriverException failure(ErrorCode code, String detail, IOException cause) {
    return new DriverException(code, detail, false, cause);
  }
}

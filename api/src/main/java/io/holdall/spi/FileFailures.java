package io.holdall.spi;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Words for what file systems tell by the name of an exception alone. */
public final class FileFailures {
  private FileFailures() {}

  /**
   * What went wrong, as the end of a sentence.
   *
   * @param failure of any kind; what is none of a file system is told by its name and message
   */
  public static String reason(Exception failure) {
    if (!(failure instanceof FileSystemException told)
        || told.getFile() == null
        || told.getReason() != null) {
      return failure instanceof FileSystemException && failure.getMessage() != null
          ? failure.getMessage()
          : failure.toString();
    }
    String file = told.getFile();
    if (told instanceof AccessDeniedException) {
      return "no permission for " + file;
    }
    if (told instanceof NoSuchFileException) {
      return file + " is not there";
    }
    if (told instanceof FileAlreadyExistsException) {
      return file + " is there already";
    }
    if (told instanceof NotDirectoryException) {
      return file + " is not a directory";
    }
    if (told instanceof DirectoryNotEmptyException) {
      return "the directory " + file + " is not empty";
    }
    return failure.toString();
  }
}

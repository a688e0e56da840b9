package io.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileFailuresTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new AccessDeniedException("/f"), "no permission for /f"),
        Arguments.of(new NoSuchFileException("/f"), "/f is not there"),
        Arguments.of(new FileAlreadyExistsException("/f"), "/f is there already"),
        Arguments.of(new NotDirectoryException("/f"), "/f is not a directory"),
        Arguments.of(new DirectoryNotEmptyException("/f"), "the directory /f is not empty"),
        Arguments.of(
            new FileSystemException("/f", null, "File name too long"), "/f: File name too long"),
        Arguments.of(new NoSuchFileException("/f", null, "gone"), "/f: gone"),
        Arguments.of(
            new FileSystemLoopException("/f"), "java.nio.file.FileSystemLoopException: /f"),
        Arguments.of(new NoSuchFileException(null), "java.nio.file.NoSuchFileException"),
        Arguments.of(new IOException("boom"), "java.io.IOException: boom"),
        Arguments.of(new IllegalStateException(), "java.lang.IllegalStateException"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatHappenedIsSaid(Exception failure, String reason) {
    assertThat(FileFailures.reason(failure)).isEqualTo(reason);
  }
}

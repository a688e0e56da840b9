package io.holdall.tck.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Bucket;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java code that a reader would paste, compiled to be run. */
public final class CompiledCode {
  private final Class<?> type;

  /**
   * @param statements about a {@code bucket}, the last with its semicolon
   * @param methods that they call
   * @param directory an empty one to work in
   */
  public CompiledCode(String statements, String methods, Path directory) throws Exception {
    Path source = directory.resolve("Counterexample.java");
    Files.writeString(
        source,
        """
        import io.holdall.*;
        import java.io.*;
        import java.nio.file.Path;
        import java.time.*;
        import java.util.*;
        import java.util.concurrent.*;
        public final class Counterexample {
          public static void run(Bucket bucket) throws Exception {
            %s
          }
          %s
        }
        """
            .formatted(statements, methods));
    compile(source, directory);
    // Kept open: the class is loaded when it is used.
    this.type =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}).loadClass("Counterexample");
  }

  private static void compile(Path source, Path directory) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d",
              directory.toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "-proc:none");
      boolean done =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(done).as(said + Files.readString(source)).isTrue();
    }
  }

  public void run(Bucket bucket) throws Exception {
    type.getMethod("run", Bucket.class).invoke(null, bucket);
  }
}

package io.holdall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleTest {
  @TempDir private Path directory;

  @Test
  void anApplicationNeedsNoOtherModule() throws IOException, URISyntaxException {
    Path module =
        Files.writeString(
            directory.resolve("module-info.java"), "module app { requires io.holdall.api; }");
    Path application =
        Files.writeString(
            directory.resolve("Application.java"),
            """
            package app;

            import io.holdall.BlobStore;
            import io.holdall.BlobStores;
            import io.holdall.Body;
            import io.holdall.Bucket;
            import io.holdall.ErrorCode;
            import io.holdall.ListOptions;
            import io.holdall.ListPage;
            import io.holdall.spi.DriverException;

            final class Application {
              private Application() {}

              static ListPage use(String url) {
                try (BlobStore store = BlobStores.open(url)) {
                  Bucket bucket = store.bucket();
                  bucket.put("key", Body.of("text"));
                  ListOptions options = new ListOptions("", "", "", 10, null);
                  if (options.token() != null) {
                    throw new DriverException(ErrorCode.INVALID_TOKEN, "a token", false, null);
                  }
                  return bucket.listPage(options);
                }
              }
            }
            """);
    assertThat(warningsAndErrors(module, application)).isEmpty();
  }

  private List<String> warningsAndErrors(Path... sources) throws IOException, URISyntaxException {
    Path api =
        Path.of(BlobStores.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
      List<String> options =
          List.of(
              "--module-path",
              api.toString(),
              "-d",
              directory.toString(),
              "-proc:none",
              "-Xlint:all",
              "-Werror");
      boolean compiled =
          compiler
              .getTask(null, files, diagnostics, options, null, files.getJavaFileObjects(sources))
              .call();
      List<String> seen = diagnostics.getDiagnostics().stream().map(Object::toString).toList();
      assertThat(compiled).as("%s", seen).isTrue();
      return seen;
    }
  }
}

package io.holdall.tck.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobInfo;
import io.holdall.BlobStores;
import io.holdall.Bucket;
import io.holdall.tck.gen.Content;
import io.holdall.tck.linear.Clients.Act;
import io.holdall.tck.linear.Clients.Step;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCodeTest {
  @TempDir private Path directory;

  @Test
  void isCompiledAndRun() throws Exception {
    List<Step> all = Arrays.stream(Act.values()).map(act -> new Step(act, 0)).toList();
    Clients clients =
        new Clients(
            2, 10, List.of(all, List.of(new Step(Act.PUT_IF_MATCH, 1), new Step(Act.PUT, 1))));
    Bucket bucket = BlobStores.open("memory:").createBucket("some-bucket");
    compiled(clients.code("bucket")).getMethod("run", Bucket.class).invoke(null, bucket);
    // The one client deletes what it put; the other one's is the last of all puts.
    assertThat(bucket.list().stream().map(BlobInfo::key)).containsExactly("key-1");
    assertThat(bucket.getBytes("key-1")).isEqualTo(new Content(15, 5).bytes());
  }

  private Class<?> compiled(String code) throws Exception {
    Path source = directory.resolve("Counterexample.java");
    Files.writeString(
        source,
        """
        import io.holdall.*;
        import java.util.concurrent.*;
        public final class Counterexample {
          public static void run(Bucket bucket) throws Exception {
            %s;
          }
          %s
        }
        """
            .formatted(code, Content.SOURCE));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of(
                      "-d",
                      directory.toString(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      "-proc:none"),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(done).as(said + code).isTrue();
    }
    // Kept open: the class is loaded when it is used.
    return new URLClassLoader(new URL[] {directory.toUri().toURL()}).loadClass("Counterexample");
  }
}

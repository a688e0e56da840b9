package io.holdall;

import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.holdall.spi.StoreDriver;
import io.holdall.spi.StoreProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Enumeration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoresTest {
  @Test
  void opensWhatTheUrlNames() {
    try (BlobStore store = BlobStores.open("test://bucket/a/b/")) {
      Bucket view = store.bucket();
      assertThat(view.name()).isEqualTo("bucket");
      assertThat(view.prefix()).isEqualTo("a/b/");
      view.put("c", Body.of("text"));
      assertThat(store.bucket("bucket").getString("a/b/c")).isEqualTo("text");
    }
    try (BlobStore store = BlobStores.open("TEST:")) {
      assertThatIllegalStateException().isThrownBy(store::bucket);
    }
    try (BlobStore store = BlobStores.open("test://bucket")) {
      assertThat(store.bucket().prefix()).isEmpty();
    }
  }

  @Test
  void storesShareNothing() {
    try (BlobStore one = BlobStores.open("test://bucket");
        BlobStore other = BlobStores.open("test://bucket")) {
      one.bucket().put("key", Body.empty());
      assertThat(other.bucket().exists("key")).isFalse();
    }
  }

  @Test
  void anUnknownSchemeListsTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlobStores.open("gopher://bucket"))
        .withMessageContaining("no backend for \"gopher:\"")
        .withMessageContaining("test");
    assertThat(BlobStores.schemes()).contains("test");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlobStores.open("no url"))
        .withMessageContaining("\"no url\"");
  }

  @Test
  void anUnknownParameterListsTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlobStores.open("test:?colour=red"))
        .withMessageContaining("unknown parameter \"colour\"; test: knows color, fail");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlobStores.open("test:?color=red"))
        .withMessageContaining("color");
    assertThat(BlobStores.parse("test://bucket?color=red").parameters())
        .containsEntry("color", "red");
  }

  @Test
  void aStoreThatCannotBeOpened() {
    BlobStoreException e =
        thrown(ErrorCode.STORE_IN_USE, () -> BlobStores.open("test:?fail=STORE_IN_USE"));
    assertThat(e).hasMessage("open: it cannot be opened (STORE_IN_USE)");
    assertThat(e.operation()).isEqualTo(Operation.OPEN);
  }

  @Test
  void theContextClassLoaderIsAskedFirst(@TempDir Path directory) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader other = loaderThatLists(Elsewhere.class, directory.resolve("other"));
        URLClassLoader same = loaderThatLists(Nearer.class, directory.resolve("same"))) {
      thread.setContextClassLoader(other);
      assertThat(BlobStores.schemes()).contains("elsewhere", "test");
      thread.setContextClassLoader(same);
      assertThat(BlobStores.parse("test:?nearer=yes").parameters()).containsKey("nearer");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URLClassLoader loaderThatLists(Class<?> provider, Path directory)
      throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve(StoreProvider.class.getName()), provider.getName());
    return new ResourcesAlone(directory.toUri().toURL());
  }

  /** Has the classes of the tests, and of their resources none. */
  private static final class ResourcesAlone extends URLClassLoader {
    ResourcesAlone(URL directory) {
      super(new URL[] {directory}, BlobStores.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return findResources(name);
    }
  }

  public static final class Elsewhere extends NamedProvider {
    public Elsewhere() {
      super("elsewhere", Set.of());
    }
  }

  public static final class Nearer extends NamedProvider {
    public Nearer() {
      super("test", Set.of("nearer"));
    }
  }

  private abstract static class NamedProvider implements StoreProvider {
    private final String scheme;
    private final Set<String> parameters;

    NamedProvider(String scheme, Set<String> parameters) {
      this.scheme = scheme;
      this.parameters = parameters;
    }

    @Override
    public String scheme() {
      return scheme;
    }

    @Override
    public boolean locationIsPath() {
      return false;
    }

    @Override
    public Set<String> parameters() {
      return parameters;
    }

    @Override
    public StoreDriver open(StoreUrl url, Clock clock) {
      return new MapDriver();
    }
  }
}

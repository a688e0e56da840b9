package io.holdall;

import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

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
}

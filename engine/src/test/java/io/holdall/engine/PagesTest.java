package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobInfo;
import io.holdall.Keys;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final List<String> DELIMITERS = List.of("", "/", "a", "a/", "//", "/a/", "😀");

  /** The names of a listing, by the letter of the rules and as slowly as can be. */
  private static List<String> names(
      List<String> keys, String prefix, String delimiter, String startAfter) {
    TreeSet<String> names = new TreeSet<>(Keys.UTF8_ORDER);
    for (String key : keys) {
      if (key.startsWith(prefix)) {
        int found = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        names.add(found < 0 ? key : key.substring(0, found + delimiter.length()));
      }
    }
    return names.stream()
        .filter(name -> Keys.UTF8_ORDER.compare(name, startAfter) > 0 || startAfter.isEmpty())
        .toList();
  }

  private static PersistentTree<StoredBlob, BlobInfo> tree(List<String> keys) {
    PersistentTree<StoredBlob, BlobInfo> tree = PersistentTree.empty(StoredBlob::info);
    for (String key : keys) {
      tree = tree.put(key, Samples.blob(key));
    }
    return tree;
  }

  /** Fetches all pages, each as full as it can be. */
  private static List<String> paged(
      PersistentTree<StoredBlob, BlobInfo> tree, ListOptions options) {
    List<String> names = new ArrayList<>();
    ListOptions next = options;
    while (true) {
      ListPage page = Pages.blobs(tree, next);
      for (ListEntry entry : page.entries()) {
        names.add(entry.name());
        if (entry instanceof BlobInfo blob) {
          assertThat(blob).isEqualTo(Samples.blob(blob.key()).info());
        }
      }
      if (page.nextToken().isEmpty()) {
        return names;
      }
      assertThat(page.entries()).hasSize(options.pageSize());
      next = next.continueFrom(page.nextToken().get());
    }
  }

  @Test
  void isTheModelForAllShortKeys() {
    List<String> texts = new ArrayList<>(List.of("a", "/"));
    for (int i = 0; i < 6; i++) {
      texts.add("a" + texts.get(i));
      texts.add("/" + texts.get(i));
    }
    assertThat(texts).hasSize(14);
    PersistentTree<StoredBlob, BlobInfo> tree = tree(texts);
    List<String> starts = new ArrayList<>(texts);
    starts.add("");
    starts.add("0");
    starts.add("a0");
    for (String prefix : starts) {
      for (String delimiter : DELIMITERS) {
        for (String startAfter : starts) {
          List<String> expected = names(texts, prefix, delimiter, startAfter);
          for (int pageSize : List.of(1, 2, 3, 14)) {
            ListOptions options = new ListOptions(prefix, delimiter, startAfter, pageSize, null);
            assertThat(paged(tree, options)).as("%s", options).isEqualTo(expected);
          }
        }
      }
    }
  }

  @Property(tries = 2000)
  void isTheModel(
      @ForAll @From("keys") List<String> keys,
      @ForAll @From("prefixes") String prefix,
      @ForAll @From("delimiters") String delimiter,
      @ForAll @From("prefixes") String startAfter,
      @ForAll @IntRange(min = 1, max = 120) int pageSize) {
    ListOptions options = new ListOptions(prefix, delimiter, startAfter, pageSize, null);
    assertThat(paged(tree(keys), options)).isEqualTo(names(keys, prefix, delimiter, startAfter));
  }

  @Provide
  Arbitrary<List<String>> keys() {
    return Texts.of(Samples.PIECES, 1, 6).list().ofMaxSize(200);
  }

  @Provide
  Arbitrary<String> prefixes() {
    return Texts.of(Samples.PIECES, 0, 3);
  }

  @Provide
  Arbitrary<String> delimiters() {
    return Arbitraries.of(DELIMITERS);
  }

  @Test
  void aPageOfCommonPrefixesOverMuchIsNoScan() {
    PersistentTree<StoredBlob, BlobInfo> tree = PersistentTree.empty(StoredBlob::info);
    StoredBlob blob = Samples.blob("same");
    for (int folder = 0; folder < 200; folder++) {
      for (int i = 0; i < 500; i++) {
        tree = tree.put("%03d/%05d".formatted(folder, i), blob);
      }
    }
    ListPage page = Pages.blobs(tree, ListOptions.all().delimiter("/").pageSize(150));
    assertThat(page.commonPrefixes()).hasSize(150).startsWith("000/", "001/").endsWith("149/");
    assertThat(page.nextToken()).contains("149/");
  }

  @Test
  void aTokenStaysGoodWhenItsKeyIsGone() {
    PersistentTree<StoredBlob, BlobInfo> tree = tree(List.of("a", "b", "c"));
    String token = Pages.blobs(tree, ListOptions.all().pageSize(2)).nextToken().orElseThrow();
    ListPage rest =
        Pages.blobs(tree.remove("b"), ListOptions.all().pageSize(2).continueFrom(token));
    assertThat(rest.blobs()).extracting(BlobInfo::key).containsExactly("c");
    assertThat(rest.nextToken()).isEmpty();
  }
}

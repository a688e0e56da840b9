package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobInfo;
import io.holdall.Bucket;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.tck.model.ListRules.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Listings, walked through page by page. */
final class Pages {
  private Pages() {}

  static Entry entry(ListEntry entry) {
    return new Entry(entry.name(), !(entry instanceof BlobInfo));
  }

  /** All entries, from pages of which none is too large. */
  static List<Entry> entries(Bucket bucket, ListOptions options) {
    return from(bucket.listPage(options), bucket, options);
  }

  /**
   * All entries from a page on. A store that forgets how far it was is found out before it goes on
   * for ever.
   *
   * @param options of the first page of all
   */
  static List<Entry> from(ListPage first, Bucket bucket, ListOptions options) {
    List<Entry> entries = new ArrayList<>();
    Set<Entry> shown = new HashSet<>();
    Set<String> tokens = new HashSet<>();
    ListPage page = first;
    while (true) {
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(options.pageSize());
      for (ListEntry each : page.entries()) {
        Entry entry = entry(each);
        entries.add(entry);
        assertThat(shown.add(entry)).as("whether %s is shown for the first time", entry).isTrue();
      }
      Optional<String> token = page.nextToken();
      if (token.isEmpty()) {
        return entries;
      }
      assertThat(page.entries().isEmpty() && !tokens.add(token.get()))
          .as("whether the listing stands still")
          .isFalse();
      page = bucket.listPage(options.continueFrom(token.get()));
    }
  }
}

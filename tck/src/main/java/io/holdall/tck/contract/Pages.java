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
    List<Entry> entries = new ArrayList<>();
    Set<String> tokens = new HashSet<>();
    ListOptions next = options;
    while (true) {
      ListPage page = bucket.listPage(next);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(options.pageSize());
      page.entries().forEach(shown -> entries.add(entry(shown)));
      Optional<String> token = page.nextToken();
      if (token.isEmpty()) {
        return entries;
      }
      assertThat(page.entries().isEmpty() && !tokens.add(token.get()))
          .as("whether the listing stands still")
          .isFalse();
      next = options.continueFrom(token.get());
    }
  }
}

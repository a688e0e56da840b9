package io.holdall;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing. It may hold fewer entries than asked for, even none, and still not be the
 * last (LIST-08): what tells the end is the missing token.
 *
 * @param entries in UTF-8 byte order of their names (LIST-01, LIST-06); unmodifiable
 * @param nextToken what to {@linkplain ListOptions#continueFrom continue from}; empty on the last
 *     page
 */
public record ListPage(List<ListEntry> entries, Optional<String> nextToken) {
  /** The blobs among the entries. */
  public List<BlobInfo> blobs() {
    return entries.stream().filter(BlobInfo.class::isInstance).map(BlobInfo.class::cast).toList();
  }

  /** The common prefixes among the entries. */
  public List<String> commonPrefixes() {
    return entries.stream().filter(CommonPrefix.class::isInstance).map(ListEntry::name).toList();
  }
}

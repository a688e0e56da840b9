package io.holdall;

import java.util.stream.Stream;

/**
 * The blobs of a listing, fetched page by page while it is iterated. Each iterator and each stream
 * starts anew. A listing is not a snapshot (CONS-04): what was complete before a page is fetched
 * shows on it, changes behind the cursor are missed, and changes ahead of it are seen (LIST-13).
 * Thread-safe; its iterators and streams are not. Iterating throws {@link BlobStoreException} when
 * a page cannot be fetched; an iterator may be asked again after that and goes on at the same
 * place.
 */
public interface Listing extends Iterable<BlobInfo> {
  /** The blobs; common prefixes are left out. Sequential and ordered. */
  Stream<BlobInfo> stream();

  /** Blobs and common prefixes in one merged order (LIST-06). Sequential and ordered. */
  Stream<ListEntry> entries();

  /**
   * The common prefixes alone: with the delimiter {@code /} the folders. Sequential and ordered.
   */
  Stream<String> commonPrefixes();

  /** The pages as the store returns them. Sequential and ordered. */
  Stream<ListPage> pages();
}

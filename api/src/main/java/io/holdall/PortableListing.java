package io.holdall;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The one listing. */
final class PortableListing implements Listing {
  private final Access access;
  private final ListOptions options;

  PortableListing(Access access, ListOptions options) {
    this.access = access;
    this.options = options;
  }

  @Override
  public Iterator<BlobInfo> iterator() {
    return new Entries<>(new Pages(), BlobInfo.class);
  }

  @Override
  public Stream<BlobInfo> stream() {
    return stream(iterator());
  }

  @Override
  public Stream<ListEntry> entries() {
    return stream(new Entries<>(new Pages(), ListEntry.class));
  }

  @Override
  public Stream<String> commonPrefixes() {
    return stream(new Entries<>(new Pages(), CommonPrefix.class)).map(CommonPrefix::prefix);
  }

  @Override
  public Stream<ListPage> pages() {
    return stream(new Pages());
  }

  static <T> Stream<T> stream(Iterator<T> iterator) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /** Fetches a page when it is asked for; a failure leaves it where it was. */
  private final class Pages implements Iterator<ListPage> {
    private @Nullable ListOptions next = options;
    private Optional<String> first = Optional.empty();

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public ListPage next() {
      ListOptions asked = next;
      if (asked == null) {
        throw new NoSuchElementException("the listing has ended");
      }
      ListPage page = Listings.page(access, asked);
      refuseRepetition(asked, page);
      next = page.nextToken().isEmpty() ? null : asked.continueFrom(page.nextToken().get());
      return page;
    }

    /** What a store repeats it would repeat for ever. */
    private void refuseRepetition(ListOptions asked, ListPage page) {
      Optional<String> begin = page.entries().stream().findFirst().map(ListEntry::name);
      String token = page.nextToken().orElse("");
      if (token.equals(asked.token()) || (begin.isPresent() && begin.equals(first))) {
        throw access.error(
            ErrorCode.INTERNAL,
            Operation.LIST,
            null,
            "the store gave the same page of the listing again, in place of the next one");
      }
      first = begin;
    }
  }

  /** The entries of one type, over all pages. */
  private static final class Entries<T extends ListEntry> implements Iterator<T> {
    private final Iterator<ListPage> pages;
    private final Class<T> type;
    private Iterator<ListEntry> page = Collections.emptyIterator();
    private @Nullable T ahead;

    Entries(Iterator<ListPage> pages, Class<T> type) {
      this.pages = pages;
      this.type = type;
    }

    @Override
    public boolean hasNext() {
      while (ahead == null) {
        if (page.hasNext()) {
          ListEntry entry = page.next();
          ahead = type.isInstance(entry) ? type.cast(entry) : null;
        } else if (pages.hasNext()) {
          page = pages.next().entries().iterator();
        } else {
          return false;
        }
      }
      return true;
    }

    @Override
    public T next() {
      T entry = hasNext() ? ahead : null;
      if (entry == null) {
        throw new NoSuchElementException("the listing has ended");
      }
      ahead = null;
      return entry;
    }
  }
}

package io.holdall;

import io.holdall.spi.StoreDriver;
import java.util.List;
import java.util.Optional;

/** Fetches pages, and binds their tokens to the request. */
final class Listings {
  private Listings() {}

  static void check(Access access, ListOptions options) {
    access.checkPrefix(options.prefix());
    access.checkPrefix(options.startAfter());
    Gates.delimiter(access, Operation.LIST, options.delimiter());
  }

  static ListPage page(Access access, ListOptions options) {
    StoreDriver driver = access.driver();
    ListOptions asked = options.token() == null ? options : unwrapped(access, options);
    ListPage page = access.call(Operation.LIST, null, () -> driver.list(access.bucket(), asked));
    refuseForeign(access, options, page);
    if (page.nextToken().isEmpty()) {
      return page;
    }
    return new ListPage(
        page.entries(),
        Optional.of(ListTokens.wrap(request(access, options), page.nextToken().get())));
  }

  /**
   * What a store lists beside what was asked may be deleted next. Of what is in order, the first
   * and the last tell.
   */
  private static void refuseForeign(Access access, ListOptions options, ListPage page) {
    int last = page.entries().size() - 1;
    if (last < 0 || options.prefix().isEmpty()) {
      return;
    }
    for (String name : List.of(page.entries().get(0).name(), page.entries().get(last).name())) {
      if (!name.startsWith(options.prefix())) {
        throw access.error(
            ErrorCode.INTERNAL, Operation.LIST, null, notAskedFor(name, options.prefix()));
      }
    }
  }

  /** Says what is wrong with an answer of a store that does not keep to a prefix. */
  static String notAskedFor(String name, String prefix) {
    return "the store answers with \"%s\", which does not begin with \"%s\" as it was asked"
        .formatted(name, prefix);
  }

  private static ListOptions unwrapped(Access access, ListOptions options) {
    return options.continueFrom(
        ListTokens.unwrap(request(access, options), String.valueOf(options.token()))
            .orElseThrow(
                () ->
                    access.error(
                        ErrorCode.INVALID_TOKEN,
                        Operation.LIST,
                        null,
                        "the continuation token is not one of this listing")));
  }

  /** What a token is good for: one view of a bucket, prefix, delimiter and start. */
  private static String request(Access access, ListOptions options) {
    StringBuilder request = new StringBuilder();
    for (String part :
        new String[] {
          access.bucket(),
          access.prefix(),
          options.prefix(),
          options.delimiter(),
          options.startAfter()
        }) {
      request.append(part.length()).append(':').append(part);
    }
    return request.toString();
  }
}

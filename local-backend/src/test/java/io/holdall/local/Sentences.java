package io.holdall.local;

import io.holdall.BlobStoreException;
import io.holdall.ErrorCode;
import java.util.List;
import java.util.regex.Pattern;

/** What an exception must be like for somebody to act on it. */
final class Sentences {
  /** One line of words, without what only a programmer of the store understands. */
  private static final Pattern CLEAR = Pattern.compile("(?!.*(Exception|null|Optional|@)).{20,}");

  private Sentences() {}

  static void check(BlobStoreException e, ErrorCode... permitted) {
    if (!List.of(permitted).contains(e.code())) {
      throw new AssertionError(e.code() + " instead of " + List.of(permitted) + ": " + e, e);
    }
    if (!CLEAR.matcher(e.getMessage()).matches()) {
      throw new AssertionError("no clear sentence: " + e.getMessage(), e);
    }
  }
}

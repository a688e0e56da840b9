package io.holdall;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which keys a listing shows. Immutable; each method returns a copy with one thing set.
 *
 * @param prefix that the keys begin with (LIST-02); empty for all
 * @param delimiter that rolls keys up into {@link CommonPrefix}es (LIST-03); empty for none
 * @param startAfter only names greater than this one in UTF-8 byte order, which need not exist
 *     (LIST-23); empty for all
 * @param pageSize the most entries of a page, common prefixes included (LIST-05): 1 to {@value
 *     #MAX_PAGE_SIZE}
 * @param token the {@link ListPage#nextToken} of the page before, or null for the first page; bound
 *     to the bucket, prefix, delimiter and start it was given for, any other use is {@link
 *     ErrorCode#INVALID_TOKEN}
 */
@SuppressWarnings("exports") // Callers compile without the annotations.
public record ListOptions(
    String prefix, String delimiter, String startAfter, int pageSize, @Nullable String token) {
  /** S3's largest page, and the default (LIST-07). */
  public static final int MAX_PAGE_SIZE = 1000;

  private static final ListOptions ALL = new ListOptions("", "", "", MAX_PAGE_SIZE, null);

  /**
   * Checks what cannot be part of any listing.
   *
   * @throws IllegalArgumentException if prefix or startAfter cannot begin a key, the delimiter is
   *     not well-formed, or the page size is out of range
   */
  public ListOptions {
    Keys.checkPrefix(prefix);
    Keys.utf8Length("delimiter", delimiter);
    Keys.checkPrefix(startAfter);
    if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
      throw new IllegalArgumentException(
          "a page has 1 to " + MAX_PAGE_SIZE + " entries, not " + pageSize);
    }
  }

  public static ListOptions all() {
    return ALL;
  }

  public static ListOptions under(String prefix) {
    return new ListOptions(prefix, "", "", MAX_PAGE_SIZE, null);
  }

  public ListOptions delimiter(String value) {
    return new ListOptions(prefix, value, startAfter, pageSize, token);
  }

  public ListOptions startAfter(String value) {
    return new ListOptions(prefix, delimiter, value, pageSize, token);
  }

  public ListOptions pageSize(int value) {
    return new ListOptions(prefix, delimiter, startAfter, value, token);
  }

  public ListOptions continueFrom(String value) {
    return new ListOptions(prefix, delimiter, startAfter, pageSize, Objects.requireNonNull(value));
  }

  /** The token as an Optional: empty for the first page. */
  public Optional<String> continuation() {
    return Optional.ofNullable(token);
  }
}

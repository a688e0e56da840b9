package io.holdall.engine;

import io.holdall.BlobInfo;
import io.holdall.CommonPrefix;
import io.holdall.ErrorCode;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.UploadInfo;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.spi.DriverException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Cuts pages out of trees. Pure functions; a page costs O(log n + page), however it is asked. */
final class Pages {
  private Pages() {}

  /** A page of blobs. Its token is the last name on it. */
  static ListPage blobs(PersistentTree<StoredBlob, BlobInfo> blobs, ListOptions options) {
    String token = options.token();
    RolledNames<StoredBlob, BlobInfo> names =
        new RolledNames<>(
            blobs,
            options.prefix(),
            options.delimiter(),
            token == null ? options.startAfter() : token);
    PageLines<ListEntry> page = new PageLines<>(names.isValid() ? options.pageSize() : 0);
    while (names.isValid() && !page.isFull()) {
      String prefix = names.commonPrefix();
      if (prefix == null) {
        names.take(page);
      } else {
        page.add(new CommonPrefix(prefix));
        names.advance();
      }
    }
    List<ListEntry> entries = page.toList();
    return new ListPage(
        entries,
        names.isValid() ? Optional.of(entries.get(entries.size() - 1).name()) : Optional.empty());
  }

  /**
   * A page of open uploads (MPU-53 to MPU-56).
   *
   * @param bucket that they belong to
   * @throws DriverException INVALID_ARGUMENT if the upload marker is not one of the key marker
   */
  static UploadPage uploads(
      String bucket, PersistentTree<List<Upload>, ?> uploads, UploadListOptions options) {
    UploadPageBuilder page = new UploadPageBuilder(options.most());
    String after = options.keyMarker();
    RolledNames<List<Upload>, ?> names =
        new RolledNames<>(uploads, options.prefix(), options.delimiter(), after);
    if (!after.isEmpty() && !options.uploadIdMarker().isEmpty()) {
      long last = orderOf(bucket, after, options.uploadIdMarker());
      boolean rolledUp =
          !options.delimiter().isEmpty()
              && after.indexOf(options.delimiter(), options.prefix().length()) >= 0;
      if (after.startsWith(options.prefix()) && !rolledUp) {
        List<Upload> sameKey = uploads.get(after);
        page.add(sameKey == null ? List.of() : sameKey, last);
      }
    }
    while (names.isValid() && !page.truncated) {
      String prefix = names.commonPrefix();
      if (prefix == null) {
        page.add(names.value(), Long.MIN_VALUE);
      } else {
        page.add(prefix);
      }
      names.advance();
    }
    return new UploadPage(
        Collections.unmodifiableList(page.uploads),
        Collections.unmodifiableList(page.prefixes),
        page.truncated);
  }

  /**
   * Where in the uploads of a key an upload stands or stood: it may have ended since its page was
   * fetched, and the next page must be found all the same.
   */
  private static long orderOf(String bucket, String key, String uploadId) {
    OptionalLong order = UploadIds.order(bucket, key, uploadId);
    if (order.isEmpty()) {
      throw new DriverException(
          ErrorCode.INVALID_ARGUMENT,
          "the upload marker \"" + uploadId + "\" is not one of the key marker (MPU-54)");
    }
    return order.getAsLong();
  }

  private static final class UploadPageBuilder {
    private final List<UploadInfo> uploads = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private final int most;
    private boolean truncated;

    UploadPageBuilder(int most) {
      this.most = most;
    }

    /** Adds those that were started after the one of the order. */
    void add(List<Upload> sameKey, long order) {
      for (Upload upload : sameKey) {
        if (upload.start().order() > order && hasRoom()) {
          uploads.add(upload.info());
        }
      }
    }

    void add(String prefix) {
      if (hasRoom()) {
        prefixes.add(prefix);
      }
    }

    private boolean hasRoom() {
      truncated = uploads.size() + prefixes.size() == most;
      return !truncated;
    }
  }
}

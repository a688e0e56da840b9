package io.holdall.cli;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Bucket;
import io.holdall.StoreUrl;
import io.holdall.local.LocalStoreProvider;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * An open store and what its URL names in it. What stands behind the bucket is a key or a prefix,
 * as the command likes.
 */
record Place(BlobStore store, StoreUrl url) implements AutoCloseable {
  /** Opens a place in a store that is made if it is missing. */
  static Place open(String url) {
    StoreUrl parsed = BlobStores.parse(url);
    return new Place(BlobStores.open(url), parsed);
  }

  /**
   * Opens a place in a store that is there already: who mistypes the name of a directory is told
   * so, and does not get a new store.
   *
   * @throws IOException if the directory holds no store
   */
  static Place existing(String url) throws IOException {
    StoreUrl parsed = BlobStores.parse(url);
    if (parsed.scheme().equals(LocalStoreProvider.SCHEME)) {
      LocalStoreProvider.builder(parsed, Clock.systemUTC()); // a wrong parameter is told first
      Path directory = LocalStoreProvider.directory(parsed.path());
      if (isMissing(directory) || isEmpty(directory)) {
        throw new IOException("there is no store in " + directory);
      }
    }
    return new Place(BlobStores.open(url), parsed);
  }

  /** False too where a file stands in the way, which is said when it is opened. */
  private static boolean isMissing(Path directory) {
    Path there = directory.toAbsolutePath();
    while (there.getParent() != null && Files.notExists(there)) {
      there = there.getParent();
    }
    return Files.notExists(directory) && Files.isDirectory(there);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    if (!Files.isReadable(directory) || !Files.isDirectory(directory)) {
      return false; // what is wrong with it is said when it is opened
    }
    try (DirectoryStream<Path> content = Files.newDirectoryStream(directory)) {
      return !content.iterator().hasNext();
    }
  }

  /**
   * Whether two URLs are of one store, which must then not be opened twice.
   *
   * @throws UsageException if they are of one directory, and want it to be opened in two ways
   */
  static boolean isSameStore(String url, String other) {
    StoreUrl one = BlobStores.parse(url);
    StoreUrl two = BlobStores.parse(other);
    if (!one.scheme().equals(two.scheme()) || !directory(one).equals(directory(two))) {
      return false;
    }
    boolean alike = one.parameters().equals(two.parameters());
    if (!alike && !one.path().isEmpty()) {
      throw new UsageException(
          "\"%s\" and \"%s\" are one store; give both the same parameters".formatted(url, other));
    }
    return alike;
  }

  /** What the path names, however it is spelled; empty where a URL has none. */
  private static Path directory(StoreUrl url) {
    if (url.path().isEmpty()) {
      return Path.of("");
    }
    Path directory = LocalStoreProvider.directory(url.path());
    try {
      return directory.toRealPath();
    } catch (IOException missing) {
      return directory.toAbsolutePath().normalize();
    }
  }

  /** Another place in the same store. */
  Place elsewhere(String other) {
    StoreUrl parsed = BlobStores.parse(other);
    requireBucket(other, parsed);
    return new Place(store, parsed);
  }

  /** Opens a place in a bucket. */
  static Place inBucket(String url) throws IOException {
    requireBucket(url, BlobStores.parse(url));
    return existing(url);
  }

  /** Opens a place that names a bucket and nothing in it. */
  static Place ofBucket(String url) throws IOException {
    requireBucketAlone(url);
    return existing(url);
  }

  /** As {@link #ofBucket}, and makes the store if it is missing. */
  static Place ofNewBucket(String url) {
    requireBucketAlone(url);
    return open(url);
  }

  private static void requireBucketAlone(String url) {
    StoreUrl parsed = BlobStores.parse(url);
    requireBucket(url, parsed);
    if (!parsed.prefix().isEmpty()) {
      throw new UsageException(
          "\"%s\" names \"%s\" in the bucket; the bucket alone is wanted"
              .formatted(url, parsed.prefix()));
    }
  }

  /** Opens a place that names a blob. */
  static Place ofBlob(String url) throws IOException {
    StoreUrl parsed = BlobStores.parse(url);
    requireBucket(url, parsed);
    if (parsed.prefix().isEmpty()) {
      throw new UsageException("\"" + url + "\" names a bucket and no key in it");
    }
    return existing(url);
  }

  private static void requireBucket(String url, StoreUrl parsed) {
    if (parsed.bucket().isEmpty()) {
      throw new UsageException(
          "\"%s\" names no bucket; write %s"
              .formatted(
                  url,
                  parsed.path().isEmpty()
                      ? parsed.scheme() + "://bucket/key"
                      : parsed.scheme() + ":" + parsed.path() + "#bucket/key"));
    }
  }

  /** Whether the URL is one of a store, rather than the name of a file. */
  static boolean isUrl(String text) {
    return BlobStores.schemes().stream().anyMatch(scheme -> text.startsWith(scheme + ":"));
  }

  /** The whole bucket. */
  Bucket bucket() {
    return store.bucket(url.bucket().orElseThrow());
  }

  /** What stands behind the bucket. */
  String key() {
    return url.prefix();
  }

  /** What stands behind the bucket, taken for a folder: it ends in a slash, or is empty. */
  String folder() {
    return key().isEmpty() || key().endsWith("/") ? key() : key() + "/";
  }

  @Override
  public void close() {
    store.close();
  }
}

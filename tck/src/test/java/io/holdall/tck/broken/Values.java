package io.holdall.tck.broken;

import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.Checksum;
import io.holdall.ETag;
import io.holdall.ListEntry;
import io.holdall.ListPage;
import io.holdall.ReadConditions;
import io.holdall.UserMetadata;
import io.holdall.spi.StoreDriver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Values with one thing changed. */
final class Values {
  /** Nobody's. */
  static final ETag NOBODYS = ETag.of("0123456789abcdef0123456789abcdef");

  /** No body of a rule is larger. */
  private static final long MOST = 1L << 28;

  private Values() {}

  /**
   * A body of other bytes, of which the same is expected. No more is read than the body's length.
   * What its source throws stays.
   */
  static Body body(Body body, UnaryOperator<byte[]> change) {
    byte[] bytes;
    try (InputStream stream = body.open()) {
      bytes = stream.readNBytes((int) Math.min(body.length().orElse(MOST), MOST));
    } catch (IOException e) {
      return Body.of(
          () -> {
            throw e;
          },
          1);
    }
    Body changed = Body.of(change.apply(bytes));
    Body summed = body.expectedChecksum().map(changed::expecting).orElse(changed);
    return body.expectedMd5().map(summed::expecting).orElse(summed);
  }

  /** The same bytes, of which nothing is expected. */
  static Body unchecked(Body body) {
    return Body.of(body::open, length(body));
  }

  private static long length(Body body) {
    try {
      return body.length().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the same kind, with another digest. */
  static Checksum turned(Checksum checksum) {
    byte[] digest = checksum.digest();
    digest[0] ^= 1;
    return checksum.parts() > 0
        ? Checksum.composite(checksum.algorithm(), digest, checksum.parts())
        : Checksum.of(checksum.algorithm(), digest);
  }

  static boolean isOfParts(StoreDriver sound, BlobRef blob) {
    return sound
        .head(blob.bucket(), blob.key(), ReadConditions.none())
        .filter(it -> isOfParts(it.etag()))
        .isPresent();
  }

  static boolean isOfParts(ETag etag) {
    return etag.value().contains("-");
  }

  static BlobAttributes with(BlobAttributes blob, UserMetadata metadata) {
    return new BlobAttributes(
        blob.info(), blob.headers(), metadata, blob.checksum(), blob.tagCount(), blob.partCount());
  }

  static BlobAttributes with(BlobAttributes blob, BlobInfo info) {
    return new BlobAttributes(
        info, blob.headers(), blob.metadata(), blob.checksum(), blob.tagCount(), blob.partCount());
  }

  static BlobAttributes with(BlobAttributes blob, Optional<Checksum> checksum) {
    return new BlobAttributes(
        blob.info(), blob.headers(), blob.metadata(), checksum, blob.tagCount(), blob.partCount());
  }

  static BlobAttributes withTagCount(BlobAttributes blob, int tagCount) {
    return new BlobAttributes(
        blob.info(), blob.headers(), blob.metadata(), blob.checksum(), tagCount, blob.partCount());
  }

  static BlobAttributes withKey(BlobAttributes blob, String key) {
    return with(blob, blob.info().key(key));
  }

  static BlobInfo later(BlobInfo blob, Duration by) {
    return new BlobInfo(
        blob.key(),
        blob.size(),
        blob.etag(),
        blob.lastModified().plus(by),
        blob.checksumAlgorithm(),
        blob.checksumType());
  }

  static BlobInfo with(BlobInfo blob, ETag etag) {
    return new BlobInfo(
        blob.key(),
        blob.size(),
        etag,
        blob.lastModified(),
        blob.checksumAlgorithm(),
        blob.checksumType());
  }

  /** A page whose blobs are changed one by one. */
  static ListPage blobs(ListPage page, UnaryOperator<BlobInfo> change) {
    return entries(page, entry -> entry instanceof BlobInfo blob ? change.apply(blob) : entry);
  }

  static ListPage entries(ListPage page, UnaryOperator<ListEntry> change) {
    return new ListPage(page.entries().stream().map(change).toList(), page.nextToken());
  }

  static ListPage withToken(ListPage page, Optional<String> token) {
    return new ListPage(page.entries(), token);
  }
}

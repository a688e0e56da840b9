package io.holdall;

import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.PresignDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.TagDriver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Shows the keys that begin with a prefix, without it; the prefix itself, of which nothing would be
 * left, is no key here. Buckets, and the sources of copies, are not part of the view. The layer
 * above has checked that keys are short enough for the prefix.
 */
final class PrefixDriver extends ForwardingDriver {
  private final String prefix;

  PrefixDriver(StoreDriver driver, String prefix) {
    super(driver);
    this.prefix = prefix;
  }

  private String inner(String key) {
    return prefix + key;
  }

  /** Where there is none, the prefix itself, unless what is asked for lies behind it anyway. */
  private String innerMarker(String asked, String marker) {
    return marker.isEmpty() && !asked.isEmpty() ? "" : prefix + marker;
  }

  private String outer(String key) {
    if (!key.startsWith(prefix)) {
      throw new DriverException(ErrorCode.INTERNAL, Listings.notAskedFor(key, prefix));
    }
    return key.substring(prefix.length());
  }

  /** Some stores know no markers. */
  private boolean isOurs(String key) {
    return !key.equals(prefix);
  }

  private BlobInfo outer(BlobInfo info) {
    return info.key(outer(info.key()));
  }

  private BlobAttributes outer(BlobAttributes blob) {
    return new BlobAttributes(
        outer(blob.info()),
        blob.headers(),
        blob.metadata(),
        blob.checksum(),
        blob.tagCount(),
        blob.partCount());
  }

  @Override
  public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
    return delegate().put(bucket, inner(key), payload, options);
  }

  @Override
  public OpenBlob get(String bucket, String key, GetOptions options) {
    OpenBlob blob = delegate().get(bucket, inner(key), options);
    return new OpenBlob(outer(blob.attributes()), blob.span(), blob.content());
  }

  @Override
  public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
    return delegate().head(bucket, inner(key), conditions).map(this::outer);
  }

  @Override
  public void delete(String bucket, String key) {
    delegate().delete(bucket, inner(key));
  }

  @Override
  public void deleteIfMatch(String bucket, String key, ETag etag) {
    delegate().deleteIfMatch(bucket, inner(key), etag);
  }

  @Override
  public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
    return delegate().deleteAll(bucket, keys.stream().map(this::inner).toList());
  }

  @Override
  public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
    return delegate().copy(source, bucket, inner(key), options);
  }

  @Override
  public ListPage list(String bucket, ListOptions options) {
    ListPage page =
        delegate()
            .list(
                bucket,
                new ListOptions(
                    inner(options.prefix()),
                    options.delimiter(),
                    innerMarker(options.prefix(), options.startAfter()),
                    options.pageSize(),
                    options.token()));
    List<ListEntry> entries = new ArrayList<>(page.entries().size());
    for (ListEntry entry : page.entries()) {
      if (isOurs(entry.name())) {
        entries.add(
            entry instanceof BlobInfo blob ? outer(blob) : new CommonPrefix(outer(entry.name())));
      }
    }
    return new ListPage(Collections.unmodifiableList(entries), page.nextToken());
  }

  @Override
  public Optional<MultipartDriver> multipart() {
    return delegate().multipart().map(driver -> new PrefixMultipart(driver, this));
  }

  @Override
  public Optional<PresignDriver> presign() {
    return delegate()
        .presign()
        .map(
            driver ->
                (bucket, request) ->
                    driver.presign(
                        bucket,
                        new PresignRequest(
                            request.method(),
                            inner(request.key()),
                            request.validFor(),
                            request.headers(),
                            request.response())));
  }

  @Override
  public Optional<TagDriver> tags() {
    return delegate().tags().map(driver -> new PrefixTags(driver, prefix));
  }

  private record PrefixTags(TagDriver driver, String prefix) implements TagDriver {
    @Override
    public Tags get(String bucket, String key) {
      return driver.get(bucket, prefix + key);
    }

    @Override
    public void set(String bucket, String key, Tags tags) {
      driver.set(bucket, prefix + key, tags);
    }
  }

  private record PrefixMultipart(MultipartDriver driver, PrefixDriver view)
      implements MultipartDriver {
    @Override
    public String start(String bucket, String key, PutOptions options) {
      return driver.start(bucket, view.inner(key), options);
    }

    @Override
    public UploadedPart uploadPart(
        String bucket, String key, String uploadId, int number, Payload payload) {
      return driver.uploadPart(bucket, view.inner(key), uploadId, number, payload);
    }

    @Override
    public UploadedPart copyPart(
        String bucket,
        String key,
        String uploadId,
        int number,
        BlobRef source,
        Optional<ByteRange.Between> range,
        ReadConditions conditions) {
      return driver.copyPart(bucket, view.inner(key), uploadId, number, source, range, conditions);
    }

    @Override
    public PartPage listParts(
        String bucket, String key, String uploadId, int afterNumber, int most) {
      return driver.listParts(bucket, view.inner(key), uploadId, afterNumber, most);
    }

    @Override
    public PutResult complete(
        String bucket,
        String key,
        String uploadId,
        List<UploadedPart> parts,
        CompleteOptions options) {
      return driver.complete(bucket, view.inner(key), uploadId, parts, options);
    }

    @Override
    public void abort(String bucket, String key, String uploadId) {
      driver.abort(bucket, view.inner(key), uploadId);
    }

    @Override
    public UploadPage listUploads(String bucket, UploadListOptions options) {
      UploadListOptions asked =
          new UploadListOptions(
              view.inner(options.prefix()),
              options.delimiter(),
              options.keyMarker().isEmpty() ? "" : view.inner(options.keyMarker()),
              // Without a key it means nothing (MPU-54).
              options.keyMarker().isEmpty() ? "" : options.uploadIdMarker(),
              options.most());
      UploadPage page = driver.listUploads(bucket, asked);
      while (isHidden(page)) {
        UploadInfo last = page.uploads().get(page.uploads().size() - 1);
        if (last.key().equals(asked.keyMarker()) && last.id().equals(asked.uploadIdMarker())) {
          // The store repeats itself, which the layer above finds out and tells.
          break;
        }
        asked =
            new UploadListOptions(
                asked.prefix(), asked.delimiter(), last.key(), last.id(), asked.most());
        page = driver.listUploads(bucket, asked);
      }
      return new UploadPage(
          page.uploads().stream()
              .filter(upload -> view.isOurs(upload.key()))
              .map(u -> new UploadInfo(view.outer(u.key()), u.id(), u.initiatedAt()))
              .toList(),
          page.commonPrefixes().stream().map(view::outer).toList(),
          page.truncated());
    }

    /** Uploads of the prefix itself come before all others, and may fill pages. */
    private boolean isHidden(UploadPage page) {
      return page.truncated()
          && page.commonPrefixes().isEmpty()
          && !page.uploads().isEmpty()
          && page.uploads().stream().noneMatch(upload -> view.isOurs(upload.key()));
    }
  }
}

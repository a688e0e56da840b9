package io.holdall;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts and lists uploads. */
final class Uploads {
  private Uploads() {}

  static MultipartUpload start(Access access, String key, PutOptions options) {
    if (!(options.condition() instanceof WriteCondition.Always)) {
      throw new IllegalArgumentException(
          "an upload is started without a condition; it is given when the upload is completed");
    }
    access.need(Feature.MULTIPART, Operation.START_UPLOAD, key);
    Gates.write(access, Operation.START_UPLOAD, key, options);
    PutOptions completed = Gates.completed(access, options);
    return new PortableUpload(
        access,
        key,
        access.call(
            Operation.START_UPLOAD,
            key,
            () -> access.multipart().start(access.bucket(), key, completed)));
  }

  static UploadPage page(Access access, UploadListOptions options) {
    access.checkPrefix(options.prefix());
    access.checkPrefix(options.keyMarker());
    access.need(Feature.MULTIPART, Operation.LIST_UPLOADS, null);
    Gates.delimiter(access, Operation.LIST_UPLOADS, options.delimiter());
    return access.call(
        Operation.LIST_UPLOADS,
        null,
        () -> access.multipart().listUploads(access.bucket(), options));
  }

  static Stream<UploadInfo> all(Access access, String prefix) {
    access.need(Feature.MULTIPART, Operation.LIST_UPLOADS, null);
    return PortableListing.stream(new All(access, UploadListOptions.under(prefix)));
  }

  private static final class All implements Iterator<UploadInfo> {
    private final Access access;
    private @Nullable UploadListOptions next;
    private Iterator<UploadInfo> page = Collections.emptyIterator();

    All(Access access, UploadListOptions first) {
      this.access = access;
      this.next = first;
    }

    @Override
    public boolean hasNext() {
      while (!page.hasNext() && next != null) {
        UploadListOptions asked = next;
        UploadPage fetched = page(access, asked);
        page = fetched.uploads().iterator();
        next = fetched.truncated() ? behind(asked, fetched) : null;
      }
      return page.hasNext();
    }

    private UploadListOptions behind(UploadListOptions asked, UploadPage fetched) {
      int size = fetched.uploads().size();
      if (size == 0) {
        throw access.error(
            ErrorCode.INTERNAL,
            Operation.LIST_UPLOADS,
            null,
            "the store gave an empty page of uploads and says that there are more");
      }
      UploadInfo last = fetched.uploads().get(size - 1);
      if (last.key().equals(asked.keyMarker()) && last.id().equals(asked.uploadIdMarker())) {
        throw access.error(
            ErrorCode.INTERNAL,
            Operation.LIST_UPLOADS,
            null,
            "the store gave the same page of uploads again, in place of the next one");
      }
      return new UploadListOptions(
          asked.prefix(), asked.delimiter(), last.key(), last.id(), asked.most());
    }

    @Override
    public UploadInfo next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the listing has ended");
      }
      return page.next();
    }
  }
}

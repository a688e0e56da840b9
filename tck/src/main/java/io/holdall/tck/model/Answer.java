package io.holdall.tck.model;

import io.holdall.BlobAttributes;
import io.holdall.ByteSpan;
import io.holdall.Checksum;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.ListPage;
import io.holdall.PartInfo;
import io.holdall.Tags;
import io.holdall.UploadInfo;
import io.holdall.UploadedPart;
import java.util.List;
import java.util.Optional;

/** What a store answered to a call. */
public sealed interface Answer {
  /** The call was refused or failed. */
  record Failed(ErrorCode code) implements Answer {}

  /** The call succeeded and has nothing to tell. */
  record Done() implements Answer {}

  record Wrote(ETag etag, Optional<Checksum> checksum) implements Answer {}

  // Carries bytes from the call to the comparison, and is never compared itself.
  @SuppressWarnings("ArrayRecordComponent")
  record Read(BlobAttributes attributes, ByteSpan span, byte[] bytes) implements Answer {
    @Override
    public String toString() {
      return "%s bytes (%s) of %s".formatted(bytes.length, span, attributes);
    }
  }

  record Looked(BlobAttributes attributes) implements Answer {}

  record Found(Optional<BlobAttributes> attributes) implements Answer {}

  /** One for each key: empty for success. */
  record Outcomes(List<Optional<ErrorCode>> errors) implements Answer {}

  record Page(ListPage page) implements Answer {}

  record Started(String id) implements Answer {}

  record Part(UploadedPart part) implements Answer {}

  record Parts(List<PartInfo> parts) implements Answer {}

  record Uploads(List<UploadInfo> uploads) implements Answer {}

  record TagSet(Tags tags) implements Answer {}
}

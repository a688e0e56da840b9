package io.holdall.tck.trace;

import io.holdall.BlobAttributes;
import io.holdall.BucketInfo;
import io.holdall.ByteSpan;
import io.holdall.ListEntry;
import io.holdall.ListPage;
import io.holdall.PutResult;
import io.holdall.spi.DriverException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What of an answer is told. */
final class Answers {
  private Answers() {}

  static String put(PutResult result) {
    return "ETag " + result.etag().quoted();
  }

  static String blob(BlobAttributes blob) {
    return blob.size() + " bytes, ETag " + blob.etag().quoted() + ", " + blob.contentType();
  }

  static String span(ByteSpan span) {
    return span.length() + " of them from " + span.offset();
  }

  static String buckets(List<BucketInfo> buckets) {
    return buckets.size() + " buckets";
  }

  static String page(ListPage page) {
    return page.entries().stream().map(ListEntry::name).toList()
        + (page.nextToken().isPresent() ? " and more" : "");
  }

  static String deleted(List<Optional<DriverException>> outcomes) {
    List<String> failed =
        outcomes.stream()
            .map(outcome -> outcome.map(e -> e.code().toString()).orElse(null))
            .filter(Objects::nonNull)
            .toList();
    return failed.isEmpty() ? "all deleted" : "not deleted: " + failed;
  }
}

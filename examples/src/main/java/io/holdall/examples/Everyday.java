package io.holdall.examples;

import io.holdall.Blob;
import io.holdall.BlobWriter;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.PreconditionFailedException;
import io.holdall.PutOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What applications do all day. */
final class Everyday {
  private Everyday() {}

  static void writeAStream(Bucket bucket, List<String> lines) throws IOException {
    try (BlobWriter writer = bucket.writer("reports/today.csv")) {
      for (String line : lines) {
        writer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
      writer.commit(); // without it nothing is published
    }
  }

  static byte[] readTheMiddle(Bucket bucket) {
    GetOptions middle = GetOptions.defaults().range(ByteRange.between(4, 7));
    try (Blob blob = bucket.get("greeting.txt", middle)) {
      return blob.bytes();
    }
  }

  static List<String> folders(Bucket bucket) {
    return bucket.list(ListOptions.under("reports/").delimiter("/")).commonPrefixes().toList();
  }

  static void increment(Bucket bucket) {
    while (true) {
      try (Blob seen = bucket.get("counter")) {
        PutOptions ifUnchanged = PutOptions.defaults().ifMatch(seen.attributes().etag());
        long next = Long.parseLong(seen.string()) + 1;
        bucket.put("counter", Body.of(Long.toString(next)), ifUnchanged);
        return;
      } catch (PreconditionFailedException lost) {
        // Somebody else was faster: look again.
      }
    }
  }
}

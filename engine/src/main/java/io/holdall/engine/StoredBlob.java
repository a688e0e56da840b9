package io.holdall.engine;

import io.holdall.BlobInfo;
import io.holdall.Checksum;
import java.util.List;
import java.util.Objects;

/**
 * One version of a blob, as the state keeps it and as the log records it. Invariants: the content,
 * and the parts if there are any, are as long as the info says; times are in whole seconds.
 * Immutable.
 *
 * @param info as listings show it, ready made; it tells of the checksum whatever it is given
 * @param content where the bytes are
 * @param checksum that the store keeps (CHK-10)
 * @param annotations headers, metadata and tags
 * @param parts that the blob was made of, in order; empty unless it came of an upload
 */
public record StoredBlob(
    BlobInfo info,
    Content content,
    Checksum checksum,
    Annotations annotations,
    List<BlobPart> parts) {
  public StoredBlob {
    info = info.checksum(checksum);
    Objects.requireNonNull(annotations);
    parts = List.copyOf(parts);
    if (content.length() != info.size()) {
      throw new IllegalArgumentException(
          "a blob of %s bytes with a content of %s".formatted(info.size(), content.length()));
    }
    if (!parts.isEmpty() && parts.stream().mapToLong(BlobPart::length).sum() != info.size()) {
      throw new IllegalArgumentException("the parts of a blob are as long as the blob");
    }
    WholeSeconds.check(info.lastModified());
  }

  String key() {
    return info.key();
  }

  StoredBlob annotations(Annotations value) {
    return new StoredBlob(info, content, checksum, value, parts);
  }
}

package io.holdall.endpoint.xml;

import io.holdall.BlobInfo;
import io.holdall.ListEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code ListBucketResult} in its two versions (LIST-20, LIST-40). */
public final class ListingDocuments {
  private ListingDocuments() {}

  /**
   * What is echoed of the request.
   *
   * @param delimiter empty for none, which is not echoed (LIST-03)
   * @param maxKeys already capped (LIST-07)
   */
  public record Request(
      String bucket, String prefix, String delimiter, int maxKeys, NameEncoding encoding) {
    private void write(XmlWriter xml, Consumer<XmlWriter> own, boolean truncated) {
      xml.element("Name", bucket).element("Prefix", encoding.encode(prefix));
      own.accept(xml);
      xml.element("MaxKeys", maxKeys);
      if (!delimiter.isEmpty()) {
        xml.element("Delimiter", encoding.encode(delimiter));
      }
      encoding.write(xml);
      xml.element("IsTruncated", truncated);
    }
  }

  /**
   * The answer to ListObjectsV2.
   *
   * @param token that the page was asked for with
   * @param nextToken empty on the last page (LIST-22)
   * @param owner of all objects, where it was asked for (LIST-26)
   */
  public static byte[] second(
      Request request,
      Optional<String> startAfter,
      Optional<String> token,
      Optional<String> nextToken,
      Optional<String> owner,
      List<ListEntry> entries) {
    return XmlWriter.document(
        "ListBucketResult",
        xml -> {
          request.write(
              xml,
              own -> {
                startAfter.ifPresent(
                    text -> own.element("StartAfter", request.encoding().encode(text)));
                token.ifPresent(text -> own.element("ContinuationToken", text));
                nextToken.ifPresent(text -> own.element("NextContinuationToken", text));
                own.element("KeyCount", entries.size());
              },
              nextToken.isPresent());
          entries(xml, request, entries, owner);
        });
  }

  /**
   * The answer to ListObjects.
   *
   * @param owner of all objects
   */
  public static byte[] first(
      Request request, String marker, boolean truncated, String owner, List<ListEntry> entries) {
    return XmlWriter.document(
        "ListBucketResult",
        xml -> {
          request.write(
              xml,
              own -> {
                own.element("Marker", request.encoding().encode(marker));
                // Without a delimiter the last key is the marker, and S3 says nothing (LIST-42).
                if (truncated && !request.delimiter().isEmpty()) {
                  String last = entries.get(entries.size() - 1).name();
                  own.element("NextMarker", request.encoding().encode(last));
                }
              },
              truncated);
          entries(xml, request, entries, Optional.of(owner));
        });
  }

  private static void entries(
      XmlWriter xml, Request request, List<ListEntry> entries, Optional<String> owner) {
    for (ListEntry entry : entries) {
      if (entry instanceof BlobInfo blob) {
        xml.element("Contents", contents -> contents(contents, request, blob, owner));
      }
    }
    for (ListEntry entry : entries) {
      if (!(entry instanceof BlobInfo)) {
        commonPrefix(xml, request.encoding(), entry.name());
      }
    }
  }

  static void commonPrefix(XmlWriter xml, NameEncoding encoding, String prefix) {
    xml.element("CommonPrefixes", element -> element.element("Prefix", encoding.encode(prefix)));
  }

  private static void contents(
      XmlWriter xml, Request request, BlobInfo blob, Optional<String> owner) {
    xml.element("Key", request.encoding().encode(blob.key()))
        .element("LastModified", XmlTime.format(blob.lastModified()))
        .element("ETag", blob.etag().quoted());
    blob.checksumAlgorithm()
        .ifPresent(algorithm -> xml.element("ChecksumAlgorithm", algorithm.name()));
    blob.checksumType().ifPresent(type -> xml.element("ChecksumType", type.name()));
    xml.element("Size", blob.size());
    owner.ifPresent(id -> xml.element("Owner", element -> element.element("ID", id)));
    xml.element("StorageClass", "STANDARD");
  }
}

package io.holdall.endpoint.xml;

import io.holdall.Checksum;
import io.holdall.ETag;
import io.holdall.Keys;
import io.holdall.PartInfo;
import io.holdall.PartPage;
import io.holdall.UploadInfo;
import io.holdall.UploadPage;
import java.util.List;
import java.util.Optional;

/** The documents that tell of multipart uploads. */
public final class UploadDocuments {
  private UploadDocuments() {}

  /** {@code InitiateMultipartUploadResult} (MPU-01). */
  public static byte[] started(String bucket, String key, String uploadId) {
    return XmlWriter.document(
        "InitiateMultipartUploadResult",
        xml -> xml.element("Bucket", bucket).echo("Key", key).echo("UploadId", uploadId));
  }

  /** {@code CompleteMultipartUploadResult} (MPU-36). */
  public static byte[] completed(
      String location, String bucket, String key, ETag etag, Optional<Checksum> checksum) {
    return XmlWriter.document(
        "CompleteMultipartUploadResult",
        xml -> {
          xml.element("Location", location)
              .element("Bucket", bucket)
              .echo("Key", key)
              .element("ETag", etag.quoted());
          checksum.ifPresent(
              value -> {
                ObjectDocuments.checksum(xml, value);
                xml.element("ChecksumType", value.type().name());
              });
        });
  }

  /**
   * {@code ListPartsResult} (MPU-51).
   *
   * @param owner of the upload, who is also who started it
   */
  public static byte[] parts(
      String bucket,
      String key,
      String uploadId,
      int marker,
      int maxParts,
      PartPage page,
      String owner) {
    List<PartInfo> parts = page.parts();
    int next = parts.isEmpty() ? 0 : parts.get(parts.size() - 1).number();
    return XmlWriter.document(
        "ListPartsResult",
        xml -> {
          xml.element("Bucket", bucket).echo("Key", key).echo("UploadId", uploadId);
          owner(xml, owner);
          xml.element("StorageClass", "STANDARD")
              .element("PartNumberMarker", marker)
              .element("NextPartNumberMarker", next)
              .element("MaxParts", maxParts)
              .element("IsTruncated", page.truncated());
          page.checksumAlgorithm()
              .ifPresent(algorithm -> xml.element("ChecksumAlgorithm", algorithm.name()));
          page.checksumType().ifPresent(type -> xml.element("ChecksumType", type.name()));
          for (PartInfo part : parts) {
            xml.element("Part", element -> part(element, part));
          }
        });
  }

  private static void owner(XmlWriter xml, String owner) {
    xml.element("Initiator", element -> element.element("ID", owner))
        .element("Owner", element -> element.element("ID", owner));
  }

  private static void part(XmlWriter xml, PartInfo part) {
    xml.element("PartNumber", part.number())
        .element("LastModified", XmlTime.format(part.lastModified()))
        .element("ETag", part.part().etag().quoted())
        .element("Size", part.size());
    part.part().checksum().ifPresent(checksum -> ObjectDocuments.checksum(xml, checksum));
  }

  /**
   * {@code ListMultipartUploadsResult} (MPU-53 to MPU-56).
   *
   * @param request its {@code maxKeys} are the most uploads
   * @param owner of all uploads, who is also who started them
   */
  public static byte[] uploads(
      ListingDocuments.Request request,
      String keyMarker,
      String uploadIdMarker,
      UploadPage page,
      String owner) {
    NameEncoding encoding = request.encoding();
    Optional<UploadInfo> last = last(page);
    return XmlWriter.document(
        "ListMultipartUploadsResult",
        xml -> {
          xml.element("Bucket", request.bucket())
              .element("KeyMarker", encoding.encode(keyMarker))
              .element("UploadIdMarker", uploadIdMarker)
              .element(
                  "NextKeyMarker", last.map(upload -> encoding.encode(upload.key())).orElse(""))
              .element("NextUploadIdMarker", last.map(UploadInfo::id).orElse(""))
              .element("Prefix", encoding.encode(request.prefix()));
          if (!request.delimiter().isEmpty()) {
            xml.element("Delimiter", encoding.encode(request.delimiter()));
          }
          encoding.write(xml);
          xml.element("MaxUploads", request.maxKeys()).element("IsTruncated", page.truncated());
          for (UploadInfo upload : page.uploads()) {
            xml.element("Upload", element -> upload(element, encoding, upload, owner));
          }
          for (String prefix : page.commonPrefixes()) {
            ListingDocuments.commonPrefix(xml, encoding, prefix);
          }
        });
  }

  /** Nothing if the page ends with a common prefix: then no marker is given (MPU-55). */
  private static Optional<UploadInfo> last(UploadPage page) {
    if (page.uploads().isEmpty()) {
      return Optional.empty();
    }
    UploadInfo last = page.uploads().get(page.uploads().size() - 1);
    int prefixes = page.commonPrefixes().size();
    boolean endsWithPrefix =
        prefixes > 0
            && Keys.UTF8_ORDER.compare(page.commonPrefixes().get(prefixes - 1), last.key()) > 0;
    return endsWithPrefix ? Optional.empty() : Optional.of(last);
  }

  private static void upload(
      XmlWriter xml, NameEncoding encoding, UploadInfo upload, String owner) {
    xml.element("Key", encoding.encode(upload.key())).element("UploadId", upload.id());
    owner(xml, owner);
    xml.element("StorageClass", "STANDARD")
        .element("Initiated", XmlTime.format(upload.initiatedAt()));
  }
}

package io.holdall.endpoint.xml;

import io.holdall.BlobAttributes;
import io.holdall.Checksum;
import io.holdall.ETag;
import io.holdall.Tags;
import io.holdall.endpoint.error.S3Error;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The documents that tell of single objects. */
public final class ObjectDocuments {
  private ObjectDocuments() {}

  /** {@code CopyObjectResult} or {@code CopyPartResult} (COPY-03, MPU-20). */
  public static byte[] copyResult(
      String root, ETag etag, Instant lastModified, Optional<Checksum> checksum) {
    return XmlWriter.document(
        root,
        xml -> {
          xml.element("ETag", etag.quoted()).element("LastModified", XmlTime.format(lastModified));
          checksum.ifPresent(value -> checksum(xml, value));
        });
  }

  /** The element of a checksum, as on the wire. */
  static void checksum(XmlWriter xml, Checksum checksum) {
    xml.element("Checksum" + checksum.algorithm(), checksum.value());
  }

  /** {@code Tagging} (TAG-01, TAG-02). */
  public static byte[] tagging(Tags tags) {
    return XmlWriter.document(
        "Tagging",
        xml ->
            xml.element(
                "TagSet",
                set ->
                    tags.asMap()
                        .forEach(
                            (key, value) ->
                                set.element(
                                    "Tag",
                                    tag -> tag.element("Key", key).element("Value", value)))));
  }

  /** One key that DeleteObjects could not delete. */
  public record Undeleted(String key, Optional<String> versionId, S3Error error, String message) {}

  /**
   * {@code DeleteResult} (DEL-22).
   *
   * @param deleted to be reported; empty if the request wanted to hear of failures alone
   */
  public static byte[] deleteResult(
      List<DeleteDocument.Target> deleted, List<Undeleted> undeleted) {
    return XmlWriter.document(
        "DeleteResult",
        xml -> {
          for (DeleteDocument.Target target : deleted) {
            xml.element(
                "Deleted",
                entry -> {
                  entry.element("Key", target.key());
                  target.versionId().ifPresent(id -> entry.element("VersionId", id));
                });
          }
          for (Undeleted target : undeleted) {
            xml.element(
                "Error",
                entry -> {
                  entry.element("Key", target.key());
                  target.versionId().ifPresent(id -> entry.element("VersionId", id));
                  entry.element("Code", target.error().code()).element("Message", target.message());
                });
          }
        });
  }

  /**
   * {@code GetObjectAttributesResponse}, its elements always in this order (HTTP-15, CHK-14).
   *
   * @param wanted the names of the elements asked for
   * @param parts of a multipart object, if they were asked for
   */
  public static byte[] attributes(
      BlobAttributes attributes, Optional<ObjectParts> parts, Set<String> wanted) {
    return XmlWriter.document(
        "GetObjectAttributesResponse",
        xml -> {
          if (wanted.contains("ETag")) {
            xml.element("ETag", attributes.etag().value());
          }
          if (wanted.contains("Checksum")) {
            attributes.checksum().ifPresent(checksum -> attributeChecksum(xml, checksum));
          }
          parts.ifPresent(some -> xml.element("ObjectParts", some::write));
          if (wanted.contains("StorageClass")) {
            xml.element("StorageClass", "STANDARD");
          }
          if (wanted.contains("ObjectSize")) {
            xml.element("ObjectSize", attributes.size());
          }
        });
  }

  /** Here a composite checksum has no count behind it. */
  private static void attributeChecksum(XmlWriter xml, Checksum checksum) {
    xml.element(
        "Checksum",
        element ->
            element
                .element(
                    "Checksum" + checksum.algorithm(),
                    Base64.getEncoder().encodeToString(checksum.digest()))
                .element("ChecksumType", checksum.type().name()));
  }
}

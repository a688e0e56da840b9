package io.holdall.endpoint.xml;

import io.holdall.Checksum;
import java.util.List;
import java.util.Optional;

/**
 * What is told of the parts that a multipart object was made of (CHK-14).
 *
 * @param count how many
 * @param page some of them; empty for an object whose checksum is over its bytes, because of its
 *     parts nothing more is told
 */
public record ObjectParts(int count, Optional<Page> page) {
  /**
   * Parts with checksums of their own.
   *
   * @param marker the number behind which they begin
   * @param most how many were asked for
   * @param parts by ascending number
   */
  public record Page(int marker, int most, List<Part> parts) {}

  /**
   * @param size in bytes
   */
  public record Part(int number, long size, Optional<Checksum> checksum) {}

  void write(XmlWriter xml) {
    xml.element("PartsCount", count);
    page.ifPresent(some -> write(xml, some));
  }

  private void write(XmlWriter xml, Page some) {
    List<Part> parts = some.parts();
    int next = parts.isEmpty() ? 0 : parts.get(parts.size() - 1).number();
    xml.element("PartNumberMarker", some.marker())
        .element("NextPartNumberMarker", next)
        .element("MaxParts", some.most())
        .element("IsTruncated", !parts.isEmpty() && next < count);
    for (Part part : parts) {
      xml.element(
          "Part",
          element -> {
            element.element("PartNumber", part.number()).element("Size", part.size());
            part.checksum().ifPresent(checksum -> ObjectDocuments.checksum(element, checksum));
          });
    }
  }
}

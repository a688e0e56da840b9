package io.holdall.endpoint.xml;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * One {@code Tag} of a document, as written: neither lengths, characters nor repetition have been
 * judged (TAG-05, TAG-06).
 */
public record TagElement(String key, String value) {
  /**
   * Reads {@code Tagging} (TAG-01).
   *
   * @throws S3Exception {@link S3Error#MALFORMED_XML} (TAG-08) or {@link
   *     S3Error#MAX_MESSAGE_LENGTH_EXCEEDED}
   * @throws IOException from the body
   */
  public static List<TagElement> readTagging(InputStream body) throws IOException {
    XmlElement root = XmlReader.parse(XmlReader.bytes(body), "Tagging").allowing(Set.of("TagSet"));
    return allIn(root.one("TagSet").orElseThrow(() -> root.malformed("no element TagSet")));
  }

  static List<TagElement> allIn(XmlElement tags) {
    return tags.allowing(Set.of("Tag")).all("Tag").stream()
        .map(tag -> tag.allowing(Set.of("Key", "Value")))
        .map(tag -> new TagElement(tag.requiredText("Key"), tag.requiredText("Value")))
        .toList();
  }
}

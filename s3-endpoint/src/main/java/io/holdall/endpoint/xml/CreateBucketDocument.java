package io.holdall.endpoint.xml;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code CreateBucketConfiguration} (BKT-20). */
public record CreateBucketDocument(Optional<String> locationConstraint, List<TagElement> tags) {
  public CreateBucketDocument {
    tags = List.copyOf(tags);
  }

  /**
   * Reads it; an empty body is a document that asks for nothing.
   *
   * @throws S3Exception {@link S3Error#MALFORMED_XML} or {@link
   *     S3Error#MAX_MESSAGE_LENGTH_EXCEEDED}
   * @throws IOException from the body
   */
  public static CreateBucketDocument read(InputStream body) throws IOException {
    byte[] bytes = XmlReader.bytes(body);
    if (bytes.length == 0) {
      return new CreateBucketDocument(Optional.empty(), List.of());
    }
    XmlElement root =
        XmlReader.parse(bytes, "CreateBucketConfiguration")
            .allowing(Set.of("LocationConstraint", "Tags"));
    return new CreateBucketDocument(
        root.textOf("LocationConstraint"),
        root.one("Tags").map(TagElement::allIn).orElse(List.of()));
  }
}

package io.holdall.endpoint.xml;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code Delete}, the document of DeleteObjects (DEL-20).
 *
 * @param quiet whether only failures are to be reported
 * @param objects 1 to 1,000
 */
public record DeleteDocument(boolean quiet, List<Target> objects) {
  private static final int MAX_OBJECTS = 1000;

  /**
   * One object to delete and the conditions on it.
   *
   * @param key as written, white space included
   */
  public record Target(
      String key,
      Optional<String> versionId,
      Optional<String> etag,
      Optional<String> lastModifiedTime,
      Optional<String> size) {}

  public DeleteDocument {
    objects = List.copyOf(objects);
  }

  /**
   * Reads it.
   *
   * @throws S3Exception {@link S3Error#MALFORMED_XML} or {@link
   *     S3Error#MAX_MESSAGE_LENGTH_EXCEEDED}
   * @throws IOException from the body
   */
  public static DeleteDocument read(InputStream body) throws IOException {
    XmlElement root =
        XmlReader.parse(XmlReader.bytes(body), "Delete").allowing(Set.of("Quiet", "Object"));
    List<XmlElement> objects = root.all("Object");
    if (objects.isEmpty() || objects.size() > MAX_OBJECTS) {
      throw root.malformed(objects.size() + " objects, not 1 to " + MAX_OBJECTS);
    }
    boolean quiet =
        switch (root.textOf("Quiet").orElse("false").strip()) {
          case "true" -> true;
          case "false" -> false;
          default -> throw root.malformed("a Quiet that is neither true nor false");
        };
    return new DeleteDocument(quiet, objects.stream().map(DeleteDocument::target).toList());
  }

  private static Target target(XmlElement object) {
    object.allowing(Set.of("Key", "VersionId", "ETag", "LastModifiedTime", "Size"));
    return new Target(
        object.requiredText("Key"),
        object.textOf("VersionId"),
        object.textOf("ETag"),
        object.textOf("LastModifiedTime"),
        object.textOf("Size"));
  }
}

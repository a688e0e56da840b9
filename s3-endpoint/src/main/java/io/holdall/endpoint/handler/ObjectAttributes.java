package io.holdall.endpoint.handler;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.GetOptions;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.Arguments;
import io.holdall.endpoint.header.HttpDate;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.xml.ObjectDocuments;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** GetObjectAttributes (HTTP-15). */
final class ObjectAttributes {
  private static final String WANTED = "x-amz-object-attributes";
  private static final Set<String> KNOWN =
      Set.of("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize");

  private ObjectAttributes() {}

  static S3Response get(Call call) {
    call.requireNoVersion();
    Set<String> wanted = wanted(call.headers());
    // The part is asked for because only then the number of parts is told.
    try (Blob first = call.bucket().get(call.key(), GetOptions.defaults().part(1))) {
      BlobAttributes attributes = first.attributes();
      return Answers.xml(
          ObjectDocuments.attributes(attributes, attributes.partCount(), wanted),
          Headers.builder().add("Last-Modified", HttpDate.format(attributes.lastModified())));
    }
  }

  private static Set<String> wanted(Headers headers) {
    List<String> values = headers.all(WANTED);
    Set<String> wanted = new LinkedHashSet<>();
    for (String value : values) {
      for (String name : value.split(",", -1)) {
        if (!name.isBlank()) {
          wanted.add(name.strip());
        }
      }
    }
    if (wanted.isEmpty()) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty");
    }
    for (String name : wanted) {
      if (!KNOWN.contains(name)) {
        throw Arguments.invalid(WANTED, name, "Invalid attribute name specified.");
      }
    }
    return wanted;
  }
}

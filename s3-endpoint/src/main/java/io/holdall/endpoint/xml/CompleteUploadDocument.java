package io.holdall.endpoint.xml;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code CompleteMultipartUpload} (MPU-31).
 *
 * @param parts at least one, in the order written
 */
public record CompleteUploadDocument(List<Part> parts) {
  private static final String CHECKSUM = "Checksum";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /**
   * One part as listed; whether there is such a part has not been judged.
   *
   * @param number not negative
   * @param etag as written, with or without quotes
   * @param checksums by the name of the algorithm in lower case, such as {@code crc32}; the values
   *     in Base64
   */
  public record Part(int number, String etag, Map<String, String> checksums) {
    public Part {
      checksums = Map.copyOf(checksums);
    }
  }

  public CompleteUploadDocument {
    parts = List.copyOf(parts);
  }

  /**
   * Reads it.
   *
   * @throws S3Exception {@link S3Error#INVALID_REQUEST} if there is no document, {@link
   *     S3Error#MALFORMED_XML} if it lists no part or is wrong otherwise (MPU-35), {@link
   *     S3Error#MAX_MESSAGE_LENGTH_EXCEEDED}
   * @throws IOException from the body
   */
  public static CompleteUploadDocument read(InputStream body) throws IOException {
    byte[] bytes = XmlReader.bytes(body);
    if (bytes.length == 0) {
      throw new S3Exception(S3Error.INVALID_REQUEST, "You must specify at least one part");
    }
    XmlElement root = XmlReader.parse(bytes, "CompleteMultipartUpload").allowing(Set.of("Part"));
    if (root.elements().isEmpty()) {
      throw root.malformed("no part");
    }
    return new CompleteUploadDocument(
        root.all("Part").stream().map(CompleteUploadDocument::part).toList());
  }

  private static Part part(XmlElement part) {
    Set<String> allowed = new HashSet<>(Set.of("PartNumber", "ETag"));
    Map<String, String> checksums = new LinkedHashMap<>();
    for (XmlElement element : part.elements()) {
      if (element.name().startsWith(CHECKSUM)) {
        allowed.add(element.name());
        String algorithm = element.name().substring(CHECKSUM.length()).toLowerCase(Locale.ROOT);
        checksums.put(algorithm, part.requiredText(element.name()).strip());
      }
    }
    part.allowing(allowed);
    String number = part.requiredText("PartNumber").strip();
    if (!NUMBER.matcher(number).matches()) {
      throw part.malformed("a PartNumber that is not a number");
    }
    return new Part(Integer.parseInt(number), part.requiredText("ETag").strip(), checksums);
  }
}

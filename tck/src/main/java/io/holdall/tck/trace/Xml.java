package io.holdall.tck.trace;

import io.holdall.Tags;
import io.holdall.UploadedPart;
import java.util.List;
import java.util.stream.Collectors;

/** The bodies of requests, as S3's protocol spells them. */
final class Xml {
  private Xml() {}

  static String delete(List<String> keys) {
    return keys.stream()
        .map(key -> "  <Object><Key>" + escaped(key) + "</Key></Object>\n")
        .collect(Collectors.joining("", "<Delete>\n", "</Delete>"));
  }

  static String complete(List<UploadedPart> parts) {
    return parts.stream()
        .map(Xml::part)
        .collect(
            Collectors.joining("", "<CompleteMultipartUpload>\n", "</CompleteMultipartUpload>"));
  }

  private static String part(UploadedPart part) {
    String checksum =
        part.checksum()
            .map(it -> "<Checksum%s>%s</Checksum%1$s>".formatted(it.algorithm().name(), it.value()))
            .orElse("");
    return "  <Part><PartNumber>%s</PartNumber><ETag>%s</ETag>%s</Part>\n"
        .formatted(part.number(), escaped(part.etag().quoted()), checksum);
  }

  static String tagging(Tags tags) {
    return tags.asMap().entrySet().stream()
        .map(
            tag ->
                "  <Tag><Key>%s</Key><Value>%s</Value></Tag>\n"
                    .formatted(escaped(tag.getKey()), escaped(tag.getValue())))
        .collect(Collectors.joining("", "<Tagging><TagSet>\n", "</TagSet></Tagging>"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\r", "&#13;")
        .replace("\n", "&#10;");
  }
}

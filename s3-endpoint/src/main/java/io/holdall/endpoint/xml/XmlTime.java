package io.holdall.endpoint.xml;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in documents (GET-07, HTTP-33). */
final class XmlTime {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'.000Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private XmlTime() {}

  /** The part of a second is cut off: S3 shows it as zero. */
  static String format(Instant instant) {
    return FORM.format(instant);
  }
}

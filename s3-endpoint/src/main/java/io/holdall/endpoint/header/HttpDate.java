package io.holdall.endpoint.header;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The dates of HTTP headers, in GMT and whole seconds (GET-07). */
public final class HttpDate {
  private static final DateTimeFormatter IMF = pattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'");

  /** The form to be written, and the two obsolete ones that RFC 9110 has a server read. */
  private static final List<DateTimeFormatter> READ =
      List.of(
          IMF,
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.ENGLISH)
              .withZone(ZoneOffset.UTC),
          pattern("EEE MMM ppd HH:mm:ss yyyy"));

  private HttpDate() {}

  private static DateTimeFormatter pattern(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH)
        .withZone(ZoneOffset.UTC);
  }

  /** As {@code Last-Modified} and {@code Date} spell it; the part of a second is cut off. */
  public static String format(Instant instant) {
    return IMF.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  /** The instant, or nothing if the text is no date: S3 ignores such a condition (GET-63). */
  public static Optional<Instant> parse(String text) {
    String date = text.strip();
    return READ.stream().flatMap(form -> parse(form, date).stream()).findFirst();
  }

  private static Optional<Instant> parse(DateTimeFormatter form, String date) {
    try {
      return Optional.of(Instant.from(form.parse(date)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

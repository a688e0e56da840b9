package io.holdall.endpoint.sigv4;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** The two spellings of time in a signature: {@code 20130524T000000Z} and {@code 20130524}. */
final class AmzDate {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

  private AmzDate() {}

  static String format(Instant time) {
    return TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  static String formatDay(Instant time) {
    return DAY.format(time.atOffset(ZoneOffset.UTC));
  }

  static Optional<Instant> parse(String text) {
    if (text.length() != 16) {
      return Optional.empty(); // the formatter alone would take years of more than four digits
    }
    try {
      return Optional.of(LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static boolean isDay(String text) {
    if (text.length() != 8) {
      return false;
    }
    try {
      LocalDate.parse(text, DAY);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}

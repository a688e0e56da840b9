package io.holdall.tck;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What all that a run makes is named after: {@code holdall-tck-20260101-0930-k3x9p2ab}, with the
 * minute of UTC in which the run began, and eight random characters.
 *
 * @param started when the run began, to the minute
 * @param text the whole name, in characters that a bucket's name may have
 */
record Mark(Instant started, String text) {
  /** What every mark begins with. */
  static final String BEGINNING = "holdall-tck-";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmm", Locale.ROOT);

  /** What the kit puts behind the number in a bucket's name, to try all that is allowed there. */
  static final List<String> ENDINGS = List.of("", "-a", ".a", "--a", "-0.x", "a".repeat(20));

  private static final String PATTERN = "(" + BEGINNING + "([0-9]{8}-[0-9]{4})-[0-9a-z]{8})";
  private static final Pattern KEY = Pattern.compile(PATTERN + "/[0-9]+/.*", Pattern.DOTALL);
  private static final Pattern BUCKET =
      Pattern.compile(
          PATTERN
              + "-[0-9]+"
              + ENDINGS.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")")));

  static Mark of(Instant now) {
    StringBuilder text = new StringBuilder(BEGINNING);
    text.append(MINUTE.format(now.atOffset(ZoneOffset.UTC))).append('-');
    for (int i = 0; i < 8; i++) {
      text.append(Character.forDigit(RANDOM.nextInt(Character.MAX_RADIX), Character.MAX_RADIX));
    }
    return new Mark(now, text.toString());
  }

  /** The mark of the run that made a blob or an upload under this key; empty if none did. */
  static Optional<Mark> ofKey(String key) {
    return in(KEY.matcher(key));
  }

  /** The mark of the run that made a bucket of this name; empty if none did. */
  static Optional<Mark> ofBucket(String name) {
    return in(BUCKET.matcher(name));
  }

  private static Optional<Mark> in(Matcher matcher) {
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime minute = LocalDateTime.parse(matcher.group(2), MINUTE);
      return Optional.of(new Mark(minute.toInstant(ZoneOffset.UTC), matcher.group(1)));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // such as the 99th day of a month: somebody else's name
    }
  }

  @Override
  public String toString() {
    return text;
  }
}

package io.holdall;

import java.util.List;
import java.util.regex.Pattern;

/** S3's rules for the names of buckets (BKT-01 to BKT-07). Pure functions. */
public final class BucketNames {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final List<String> PREFIXES = List.of("xn--", "sthree-", "amzn-s3-demo-");
  private static final List<String> SUFFIXES =
      List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

  private BucketNames() {}

  /**
   * Returns the name if it is legal: 3 to 63 characters of {@code a-z 0-9 . -}, a letter or digit
   * first and last, no two dots together, not shaped like an IPv4 address, none of S3's reserved
   * prefixes and suffixes.
   *
   * @throws IllegalArgumentException naming the rule that the name breaks
   */
  public static String check(String name) {
    int length = name.length();
    if (length < 3 || length > 63) {
      throw bad(name, "it must have 3 to 63 characters, not " + length);
    }
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      boolean alphanumeric = isAlphanumeric(c);
      if (!alphanumeric && c != '.' && c != '-') {
        throw bad(
            name, "index %s holds '%c'; only a-z, 0-9, '.' and '-' are allowed".formatted(i, c));
      }
      if (!alphanumeric && (i == 0 || i == length - 1)) {
        throw bad(name, "it must begin and end with a letter or a digit");
      }
    }
    if (name.contains("..")) {
      throw bad(name, "it must not hold two dots in a row");
    }
    if (IPV4.matcher(name).matches()) {
      throw bad(name, "it must not look like an IPv4 address");
    }
    PREFIXES.stream()
        .filter(name::startsWith)
        .findFirst()
        .ifPresent(
            prefix -> {
              throw bad(name, "the prefix " + prefix + " is reserved");
            });
    SUFFIXES.stream()
        .filter(name::endsWith)
        .findFirst()
        .ifPresent(
            suffix -> {
              throw bad(name, "the suffix " + suffix + " is reserved");
            });
    return name;
  }

  /**
   * The same for a bucket that is to be made, which moreover must have no dot beside a dash: some
   * have been made and can be used, but the AWS SDK refuses to make more (BKT-08).
   *
   * @throws IllegalArgumentException naming the rule that the name breaks
   */
  public static String checkNew(String name) {
    check(name);
    if (name.contains(".-") || name.contains("-.")) {
      throw bad(name, "a new one must not hold a dot beside a dash");
    }
    return name;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static IllegalArgumentException bad(String name, String why) {
    return new IllegalArgumentException("not a bucket name: \"" + name + "\": " + why);
  }
}

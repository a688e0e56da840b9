package io.holdall.s3;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of hosts, as {@link URI} takes them. Pure functions. */
final class HostNames {
  private static final Pattern PORT = Pattern.compile(":\\d*$");
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9.:\\[\\]-]");

  private HostNames() {}

  /**
   * Why a URL has no host where it seems to have one, as the end of a sentence: Docker, for one,
   * makes names with underscores. Empty where it is not for a character in the name.
   */
  static String complaint(URI url) {
    @Nullable String authority = url.getRawAuthority();
    if (url.getHost() != null || authority == null || authority.indexOf('@') >= 0) {
      return "";
    }
    String host = PORT.matcher(authority).replaceFirst("");
    String strange = ALLOWED.matcher(host).replaceAll("");
    return strange.isEmpty()
        ? ""
        : ": the host \"%s\" has a character that names of hosts cannot have: %s"
            .formatted(host, strange.substring(0, strange.offsetByCodePoints(0, 1)));
  }
}

package io.holdall.tck.trace;

import java.util.regex.Pattern;

/** Keeps out of reports what may not be shown to everybody who reads them. */
public final class Secrets {
  /** Of temporary credentials; it may outlive the presigned URL that it is part of. */
  private static final Pattern SESSION_TOKEN = Pattern.compile("(X-Amz-Security-Token=)[^&\\s]+");

  private Secrets() {}

  /** The text without session tokens. */
  public static String masked(String text) {
    return SESSION_TOKEN.matcher(text).replaceAll("$1…");
  }
}

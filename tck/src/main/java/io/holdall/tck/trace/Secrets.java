package io.holdall.tck.trace;

import java.util.regex.Pattern;

/** Keeps out of reports what may not be shown to everybody who reads them. */
public final class Secrets {
  /**
   * What makes a presigned URL work, and the token of temporary credentials, which may outlive the
   * URL that it is part of.
   */
  private static final Pattern SECRET =
      Pattern.compile("(X-Amz-(?:Security-Token|Signature)=)[^&\\s\"]+");

  private Secrets() {}

  /** The text without session tokens, and without the signatures of presigned URLs. */
  public static String masked(String text) {
    return SECRET.matcher(text).replaceAll("$1…");
  }
}

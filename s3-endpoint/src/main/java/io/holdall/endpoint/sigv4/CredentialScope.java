package io.holdall.endpoint.sigv4;

import java.time.Instant;

/** Where and on which day a signing key is good: {@code 20130524/us-east-1/s3/aws4_request}. */
record CredentialScope(String day, String region) {
  static final String SERVICE = "s3";
  static final String TERMINATOR = "aws4_request";

  static CredentialScope at(Instant time, String region) {
    return new CredentialScope(AmzDate.formatDay(time), region);
  }

  /**
   * Whether a request can name this as part of its credential: nothing in it ends the part's header
   * or line, or is dropped from their ends.
   */
  static boolean canName(String part) {
    return !part.isEmpty()
        && part.chars()
            .noneMatch(
                c ->
                    c == ','
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c));
  }

  @Override
  public String toString() {
    return day + '/' + region + '/' + SERVICE + '/' + TERMINATOR;
  }
}

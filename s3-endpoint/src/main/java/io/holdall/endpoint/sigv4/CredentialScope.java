package io.holdall.endpoint.sigv4;

import java.time.Instant;

/** Where and on which day a signing key is good: {@code 20130524/us-east-1/s3/aws4_request}. */
record CredentialScope(String day, String region) {
  static final String SERVICE = "s3";
  static final String TERMINATOR = "aws4_request";

  static CredentialScope at(Instant time, String region) {
    return new CredentialScope(AmzDate.formatDay(time), region);
  }

  @Override
  public String toString() {
    return day + '/' + region + '/' + SERVICE + '/' + TERMINATOR;
  }
}

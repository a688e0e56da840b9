package io.holdall.endpoint.sigv4;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.util.List;

/**
 * What a request says about its signature; nothing of it is proven yet, except that it is meant for
 * this region and for S3.
 *
 * @param signedHeaders the names as written: to fold their case here would accept what was not
 *     signed
 */
record Claim(
    String accessKeyId, CredentialScope scope, List<String> signedHeaders, String signature) {
  Claim {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /** Where the parts of a claim come from decides how its errors are called. */
  record Errors(S3Error error, String lead, String shape) {
    S3Exception because(String what) {
      return new S3Exception(error, lead + what);
    }
  }

  /**
   * @param credential {@code <access key id>/<day>/<region>/s3/aws4_request}; the id may have
   *     slashes
   * @param region the only region that is served
   */
  static Claim of(
      String credential, String signedHeaders, String signature, String region, Errors errors) {
    String[] parts = credential.split("/", -1);
    int scope = parts.length - 4;
    if (scope < 1 || parts[0].isEmpty()) {
      throw errors.because(errors.shape());
    }
    String day = parts[scope];
    if (!AmzDate.isDay(day)) {
      throw errors.because(
          "incorrect date format \""
              + day
              + "\". This date in the credential must be in the format \"yyyyMMdd\".");
    }
    if (!parts[scope + 1].equals(region)) {
      throw errors
          .because("the region '" + parts[scope + 1] + "' is wrong; expecting '" + region + "'")
          .with("Region", region);
    }
    if (!parts[scope + 2].equals(CredentialScope.SERVICE)) {
      throw errors.because(
          "incorrect service \"" + parts[scope + 2] + "\". This endpoint belongs to \"s3\".");
    }
    if (!parts[scope + 3].equals(CredentialScope.TERMINATOR)) {
      throw errors.because(
          "incorrect terminal \"" + parts[scope + 3] + "\". This endpoint uses \"aws4_request\".");
    }
    String accessKeyId = String.join("/", List.of(parts).subList(0, scope));
    return new Claim(
        accessKeyId,
        new CredentialScope(day, region),
        List.of(signedHeaders.split(";", -1)),
        signature);
  }

  /** Names that the signature covers, whatever their case. */
  boolean covers(String header) {
    for (String signed : signedHeaders) {
      if (signed.equalsIgnoreCase(header)) {
        return true;
      }
    }
    return false;
  }
}

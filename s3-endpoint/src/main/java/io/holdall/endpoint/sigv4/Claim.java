package io.holdall.endpoint.sigv4;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What a request says about its signature; nothing of it is proven yet, except that it is meant for
 * this region and for S3.
 *
 * @param signedHeaders in lower case and sorted, each once
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
   * @param signedHeaders names with semicolons between
   * @param region the only region that is served
   * @throws S3Exception the errors' own, for what is not so
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
        accessKeyId, new CredentialScope(day, region), names(signedHeaders, errors), signature);
  }

  /**
   * The only form in which they are signed (AUTH-02). A name given again and again would have the
   * canonical request hold the header's values as often, and so be longer than the request by far.
   */
  private static List<String> names(String signedHeaders, Errors errors) {
    List<String> names = List.of(signedHeaders.split(";", -1));
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean inOrder = i == 0 || names.get(i - 1).compareTo(name) < 0;
      if (!inOrder || !name.equals(name.toLowerCase(Locale.ROOT))) {
        throw new S3Exception(
            errors.error(),
            "The names of the signed headers must be in lower case and sorted, each once");
      }
    }
    return names;
  }

  /** True for names that the signature covers, whatever their case. */
  boolean covers(String header) {
    return Collections.binarySearch(signedHeaders, header.toLowerCase(Locale.ROOT)) >= 0;
  }
}

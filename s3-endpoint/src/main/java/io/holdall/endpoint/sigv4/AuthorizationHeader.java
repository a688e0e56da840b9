package io.holdall.endpoint.sigv4;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…}
 * (AUTH-01).
 */
final class AuthorizationHeader {
  static final Claim.Errors ERRORS =
      new Claim.Errors(
          S3Error.AUTHORIZATION_HEADER_MALFORMED,
          "The authorization header is malformed; ",
          "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");

  private AuthorizationHeader() {}

  /**
   * @throws S3Exception {@link S3Error#INVALID_REQUEST} for another mechanism (AUTH-11), {@link
   *     S3Error#AUTHORIZATION_HEADER_MALFORMED} for anything wrong within (AUTH-10)
   */
  static Claim parse(String value, String region) {
    int space = value.indexOf(' ');
    if (!(space < 0 ? value : value.substring(0, space)).equals(Signing.ALGORITHM)) {
      throw unsupportedMechanism();
    }
    String credential = null;
    String signedHeaders = null;
    String signature = null;
    String components = space < 0 ? "" : value.substring(space + 1);
    for (String component : components.split(",", -1)) {
      String trimmed = component.strip();
      int equals = trimmed.indexOf('=');
      String name = equals < 0 ? trimmed : trimmed.substring(0, equals);
      String content = equals < 0 ? "" : trimmed.substring(equals + 1);
      switch (name) {
        case "Credential" -> credential = once(name, credential, content);
        case "SignedHeaders" -> signedHeaders = once(name, signedHeaders, content);
        case "Signature" -> signature = once(name, signature, content);
        default -> throw ERRORS.because("it has a component that is not known: '" + name + "'");
      }
    }
    return Claim.of(
        required("Credential", credential),
        required("SignedHeaders", signedHeaders),
        required("Signature", signature),
        region,
        ERRORS);
  }

  static S3Exception unsupportedMechanism() {
    return new S3Exception(
        S3Error.INVALID_REQUEST,
        "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
  }

  private static String once(String name, @Nullable String earlier, String content) {
    if (earlier != null) {
      throw ERRORS.because("it has more than one " + name);
    }
    return content;
  }

  private static String required(String name, @Nullable String content) {
    if (content == null || content.isEmpty()) {
      throw ERRORS.because("missing " + name + ".");
    }
    return content;
  }
}

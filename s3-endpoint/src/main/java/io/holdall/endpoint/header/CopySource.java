package io.holdall.endpoint.header;

import io.holdall.BlobRef;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.PercentDecoding;
import java.util.regex.Pattern;

/** {@code x-amz-copy-source}. */
public final class CopySource {
  /** The header's name. */
  public static final String NAME = "x-amz-copy-source";

  private static final Pattern ENDPOINT = Pattern.compile("^https?://[^/]*/");
  private static final String VERSION = "?versionId=";

  private CopySource() {}

  /**
   * The object to copy from: {@code [/]bucket/key[?versionId=null]}, percent-encoded once
   * (COPY-01); with the URL of an endpoint in front it is tolerated too (COPY-17).
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} for what names no object (COPY-02) or a
   *     version, which no bucket here has; otherwise as {@link Names}
   */
  public static BlobRef parse(String header) {
    String path = ENDPOINT.matcher(header).replaceFirst("");
    if (path.startsWith("/")) {
      path = path.substring(1);
    }
    int version = path.lastIndexOf(VERSION);
    if (version >= 0) {
      Names.checkVersion(path.substring(version + VERSION.length()));
      path = path.substring(0, version);
    }
    String decoded;
    try {
      decoded = PercentDecoding.decodePath(path);
    } catch (S3Exception e) {
      throw Arguments.invalid(NAME, header, "Invalid copy source encoding");
    }
    int slash = decoded.indexOf('/');
    if (slash < 0 || slash == decoded.length() - 1) {
      throw Arguments.invalid(NAME, header, "Invalid copy source object key");
    }
    return new BlobRef(
        Names.bucket(decoded.substring(0, slash)), Names.key(decoded.substring(slash + 1)));
  }
}

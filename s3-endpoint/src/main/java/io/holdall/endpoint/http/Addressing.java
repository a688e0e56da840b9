package io.holdall.endpoint.http;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Tells bucket and key of a request (HTTP-01): {@code bucket.<base domain>} in the Host header
 * names the bucket, and the path is the key; for any other host the first segment of the path names
 * the bucket.
 *
 * <p>Immutable.
 */
public final class Addressing {
  private final List<String> suffixes;

  /**
   * @param baseDomains such as {@code localhost} or {@code s3.example.org}; without a leading dot
   *     or a port
   */
  public Addressing(Collection<String> baseDomains) {
    this.suffixes =
        baseDomains.stream().map(domain -> '.' + domain.toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * What the request is about.
   *
   * @throws S3Exception {@link S3Error#INVALID_URI} if the path does not start with a slash or
   *     cannot be decoded
   */
  public Target target(S3Request request) {
    String path = request.rawPath();
    if (path.isEmpty()) {
      path = "/";
    }
    if (path.charAt(0) != '/') {
      throw new S3Exception(S3Error.INVALID_URI);
    }
    String hosted = hostedBucket(request.headers().first("Host").orElse(""));
    if (!hosted.isEmpty()) {
      return target(hosted, PercentDecoding.decodePath(path.substring(1)));
    }
    // Split before decoding: an encoded slash does not end the name of the bucket.
    int slash = path.indexOf('/', 1);
    String bucket =
        PercentDecoding.decodePath(path.substring(1, slash < 0 ? path.length() : slash));
    String key = slash < 0 ? "" : PercentDecoding.decodePath(path.substring(slash + 1));
    return target(bucket, key);
  }

  private static Target target(String bucket, String key) {
    if (!key.isEmpty()) {
      return new Target.Key(bucket, key);
    }
    return bucket.isEmpty() ? new Target.Service() : new Target.Bucket(bucket);
  }

  private String hostedBucket(String host) {
    int colon = host.lastIndexOf(':');
    // A colon before the closing bracket belongs to an IPv6 address.
    String name =
        (colon > host.lastIndexOf(']') ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    for (String suffix : suffixes) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return "";
  }
}

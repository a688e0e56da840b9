package io.holdall.endpoint.header;

import io.holdall.MultipartUpload;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;

/** The numbers among the parameters of a query, and those that are sent as headers. */
public final class Numbers {
  private Numbers() {}

  /**
   * How many entries a page may have.
   *
   * @param most what larger numbers mean
   * @return 0 to {@code most}, which is also the default, and what an empty value means (LIST-07,
   *     MPU-52)
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} for what is no number or is negative
   */
  public static int pageSize(Query query, String name, int most) {
    return (int) Math.min(most, number(query, name, most));
  }

  /**
   * As {@link #pageSize(Query, String, int)}, of a header.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT}
   */
  public static int pageSize(Headers headers, String name, int most) {
    return (int) Math.min(most, number(headers, name, most));
  }

  /**
   * A number from 0 on, or a default where the parameter is absent or empty.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT}
   */
  public static long number(Query query, String name, long otherwise) {
    return number(name, query.value(name).orElse(""), otherwise);
  }

  /**
   * As {@link #number(Query, String, long)}, of a header.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT}
   */
  public static long number(Headers headers, String name, long otherwise) {
    return number(name, headers.first(name).orElse("").strip(), otherwise);
  }

  private static long number(String name, String text, long otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw invalid(name, text);
    }
    long number = Long.parseLong(text);
    if (number > Integer.MAX_VALUE) {
      throw invalid(name, text);
    }
    return number;
  }

  private static S3Exception invalid(String name, String text) {
    return Arguments.invalid(
        name, text, "Provided " + name + " not an integer or within integer range");
  }

  /**
   * The number of a part.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} unless it is 1 to 10,000 (MPU-04)
   */
  public static int part(Query query) {
    String text = query.value("partNumber").orElse("");
    boolean number =
        !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int part = number ? Integer.parseInt(text) : 0;
    if (part < 1 || part > MultipartUpload.MAX_PART_NUMBER) {
      throw Arguments.invalid(
          "partNumber", text, "Part number must be an integer between 1 and 10000, inclusive");
    }
    return part;
  }
}

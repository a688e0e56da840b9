package io.holdall.endpoint.header;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import java.util.List;
import java.util.regex.Pattern;

/** The headers that name the account a bucket is expected to belong to (HTTP-12). */
public final class ExpectedOwner {
  private static final List<String> NAMES =
      List.of("x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private ExpectedOwner() {}

  /**
   * Compares them with the one account that owns all buckets.
   *
   * @throws S3Exception {@link S3Error#INVALID_BUCKET_OWNER_AWS_ACCOUNT_ID} or {@link
   *     S3Error#ACCESS_DENIED}
   */
  public static void check(Headers headers, String account) {
    for (String name : NAMES) {
      headers.first(name).ifPresent(expected -> check(expected.strip(), account));
    }
  }

  private static void check(String expected, String account) {
    if (!ACCOUNT.matcher(expected).matches()) {
      throw new S3Exception(
          S3Error.INVALID_BUCKET_OWNER_AWS_ACCOUNT_ID,
          S3Error.INVALID_BUCKET_OWNER_AWS_ACCOUNT_ID.message() + "... [" + expected + "]");
    }
    if (!expected.equals(account)) {
      throw new S3Exception(S3Error.ACCESS_DENIED);
    }
  }
}

package io.holdall.endpoint.header;

import io.holdall.BucketNames;
import io.holdall.Keys;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** The names in a request, with S3's errors for those that are not legal. */
public final class Names {
  private Names() {}

  /**
   * The name if a bucket can have it.
   *
   * @throws S3Exception {@link S3Error#INVALID_BUCKET_NAME} (BKT-02)
   */
  public static String bucket(String name) {
    return bucket(name, BucketNames::check);
  }

  /**
   * The name if a bucket can be made of it.
   *
   * @throws S3Exception {@link S3Error#INVALID_BUCKET_NAME}
   */
  public static String newBucket(String name) {
    return bucket(name, BucketNames::checkNew);
  }

  private static String bucket(String name, UnaryOperator<String> check) {
    try {
      return check.apply(name);
    } catch (IllegalArgumentException e) {
      throw new S3Exception(S3Error.INVALID_BUCKET_NAME).with("BucketName", name);
    }
  }

  /**
   * The key if an object can have it.
   *
   * @param key decoded from UTF-8, not empty
   * @throws S3Exception {@link S3Error#KEY_TOO_LONG} (KEY-01)
   */
  public static String key(String key) {
    // Decoded strictly from UTF-8 a key is well-formed: only its length is left to be wrong.
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > Keys.MAX_BYTES) {
      throw new S3Exception(S3Error.KEY_TOO_LONG)
          .with("Size", Integer.toString(bytes))
          .with("MaxSizeAllowed", Integer.toString(Keys.MAX_BYTES));
    }
    return key;
  }

  /**
   * The text if keys can begin with it, or be behind it: as a key, but it may be empty.
   *
   * @throws S3Exception {@link S3Error#KEY_TOO_LONG}
   */
  public static String start(String text) {
    return key(text);
  }

  /**
   * Returns if the id names the one version that objects of a bucket without versions have.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} (VER-24, DEL-03)
   */
  public static void checkVersion(String id) {
    if (!id.equals("null")) {
      throw Arguments.invalid("versionId", id, "Invalid version id specified");
    }
  }
}

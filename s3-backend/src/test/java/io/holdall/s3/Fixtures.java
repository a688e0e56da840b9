package io.holdall.s3;

import io.holdall.BlobStoreException;
import io.holdall.Body;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What several tests use. */
final class Fixtures {
  static final String BUCKET = "some-bucket";
  static final String ETAG = "5d41402abc4b2a76b9719d911017c592";
  static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret"));

  private Fixtures() {}

  static String[] with(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** A body that can be read only once. */
  static Body once(byte[] bytes) {
    return Body.of(new ByteArrayInputStream(bytes), bytes.length);
  }

  static BlobStoreException failure(ThrowingCallable call) {
    return Assertions.catchThrowableOfType(BlobStoreException.class, call);
  }
}

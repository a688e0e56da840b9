package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdall.Bucket;
import java.io.IOException;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The AWS SDK, as it is, in front of a store of ours. */
@ParameterizedClass
@EnumSource(SdkClient.Mode.class)
abstract class SdkOverEndpoint {
  static final String BUCKET = "my-bucket";
  static final int MIB = 1 << 20;

  @Parameter SdkClient.Mode mode;

  SdkClient client;
  S3Client s3;
  Bucket bucket;

  @BeforeEach
  void start() throws IOException {
    client = new SdkClient(mode);
    s3 = client.s3;
    s3.createBucket(r -> r.bucket(BUCKET));
    bucket = client.store.bucket(BUCKET);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
  }

  PutObjectResponse put(String key, String text) {
    return s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(text));
  }

  String get(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
  }

  static S3Exception refused(int status, String code, ThrowingCallable call) {
    S3Exception e = catchThrowableOfType(S3Exception.class, call);
    assertThat(e).as("refusal").isNotNull();
    assertThat(e.awsErrorDetails().errorCode()).as(e.getMessage()).isEqualTo(code);
    assertThat(e.statusCode()).isEqualTo(status);
    assertThat(e.requestId()).isNotBlank();
    return e;
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}

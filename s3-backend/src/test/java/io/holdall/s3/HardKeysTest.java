package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.MultipartUpload;
import io.holdall.NotFoundException;
import io.holdall.PutOptions;
import io.holdall.TransferOptions;
import io.holdall.UploadInfo;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Keys that XML cannot carry, where answers repeat them: this backend in front of the endpoint. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
final class HardKeysTest {
  private static final int MIB = 1 << 20;

  @Parameter boolean ownClient;

  private SdkClient served;
  private BlobStore store;
  private Bucket bucket;

  @BeforeEach
  void start() throws IOException {
    served = new SdkClient(SdkClient.Mode.PATH);
    store =
        ownClient
            ? S3Store.builder()
                .endpoint(served.s3.serviceClientConfiguration().endpointOverride().orElseThrow())
                .pathStyle(true)
                .region("us-east-1")
                .credentials(
                    (AwsCredentialsProvider)
                        served.s3.serviceClientConfiguration().credentialsProvider())
                .open()
            : S3Store.builder().client(served.s3).open();
    bucket = store.createBucket("my-bucket");
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    served.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0001", "\u0000x", "a\uFFFFb", "a\uFFFE/\u001F", "\r"})
  void areKeysLikeOthers(String key) {
    isAbsent(key, ErrorCode.NO_SUCH_KEY, () -> bucket.get(key));
    isAbsent(key, ErrorCode.NO_SUCH_KEY, () -> bucket.head(key));
    isAbsent(key, ErrorCode.NO_SUCH_KEY, () -> bucket.tags(key));
    isAbsent(key, ErrorCode.NO_SUCH_KEY, () -> bucket.copy(key, "copy"));
    isAbsent(
        key,
        ErrorCode.NO_SUCH_KEY,
        () -> bucket.put(key, Body.empty(), PutOptions.defaults().ifMatch(ETag.of("x"))));
    MultipartUpload strange = bucket.upload(key, "\u0001");
    isAbsent(key, ErrorCode.NO_SUCH_UPLOAD, strange::abort);
    isAbsent(key, ErrorCode.NO_SUCH_UPLOAD, strange::parts);

    bucket.put(
        key,
        Body.of(new byte[11 * MIB]),
        PutOptions.defaults()
            .transfer(TransferOptions.defaults().threshold(5 * MIB).partSize(5 * MIB)));
    assertThat(bucket.head(key).size()).isEqualTo(11 * MIB);
    MultipartUpload open = bucket.startUpload(key);
    open.uploadPart(1, Body.of("x"));
    assertThat(open.parts()).hasSize(1);
    assertThat(bucket.listUploads("").map(UploadInfo::key)).containsExactly(key);
    open.abort();
    assertThat(bucket.listUploads("")).isEmpty();
    assertThat(bucket.list().stream().map(blob -> blob.key())).containsExactly(key);
    assertThat(bucket.deleteAll(List.of(key, "absent")))
        .allMatch(outcome -> outcome.error().isEmpty());
    assertThat(bucket.list()).isEmpty();
  }

  private static void isAbsent(String key, ErrorCode code, ThrowingCallable call) {
    assertThat(Fixtures.failure(call))
        .as("%s of %s", code, key.codePoints().boxed().toList())
        .isInstanceOf(NotFoundException.class)
        .returns(code, BlobStoreException::code);
  }
}

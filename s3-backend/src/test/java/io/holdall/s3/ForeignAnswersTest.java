package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobInfo;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Tags;
import io.holdall.UploadListOptions;
import io.holdall.UploadedPart;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Successes that something else than S3 answers: a portal to log in at, a wrong port. Over a client
 * of the store's own, and over one that is given.
 */
@ParameterizedClass
@ValueSource(booleans = {true, false})
final class ForeignAnswersTest extends WireTest {
  private static final String LISTED =
      "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

  @Parameter boolean ownClient;

  private @Nullable S3Client client;

  @Override
  S3Store.Builder settings(S3Store.Builder builder) {
    if (ownClient) {
      return builder;
    }
    client =
        S3Client.builder()
            .endpointOverride(server.url())
            .forcePathStyle(true)
            .region(Region.EU_WEST_1)
            .credentialsProvider(Fixtures.CREDENTIALS)
            .build();
    return S3Store.builder().client(client);
  }

  @AfterEach
  void closeClient() {
    if (client != null) {
      client.close();
    }
  }

  private List<ThrowingCallable> calls() {
    return List.of(
        () -> store.listBuckets(),
        () -> bucket.list().stream().count(),
        () -> bucket.listUploads(UploadListOptions.under("")),
        () -> bucket.upload("key", "u").parts(),
        () -> bucket.tags("key"),
        () -> bucket.deleteAll(List.of("a", "b")));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void areNotTakenForEmpty(String type, String answer) {
    for (ThrowingCallable call : calls()) {
      int before = server.requests().size();
      server.then(exchange -> exchange.answer(200, answer, "Content-Type: " + type));
      BlobStoreException failure = Fixtures.failure(call);
      assertThat(failure).hasMessageContaining(server.url() + " does not answer as S3 does");
      assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
      assertThat(failure.isRetryable()).isFalse();
      assertThat(server.requests()).hasSize(before + 1);
    }
  }

  private List<ThrowingCallable> callsWithoutDocument() {
    UploadedPart part = new UploadedPart(1, ETag.of("x"), Optional.empty());
    return List.of(
        () -> bucket.put("key", Body.of("hello")),
        () -> bucket.delete("key"),
        () -> bucket.delete("key", ETag.of("x")),
        () -> bucket.setTags("key", Tags.none().with("a", "b")),
        () -> bucket.deleteTags("key"),
        () -> bucket.copy("key", "copy"),
        () -> bucket.upload("key", "u").complete(List.of(part)),
        () -> store.deleteBucket(Fixtures.BUCKET));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void areNotTakenForDone(String type, String answer) {
    for (ThrowingCallable call : callsWithoutDocument()) {
      int before = server.requests().size();
      server.then(
          exchange ->
              exchange.answer(
                  200, answer, "Content-Type: " + type, "ETag: \"" + Fixtures.ETAG + "\""));
      BlobStoreException failure = Fixtures.failure(call);
      assertThat(failure)
          .hasMessageContaining(server.url() + " does not answer as S3 does")
          .hasMessageContaining("the outcome is unknown");
      assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
      assertThat(failure.isRetryable()).isFalse();
      assertThat(server.requests()).hasSize(before + 1);
    }
  }

  @Test
  void anUploadIsNotTakenForAborted() {
    server.thenXml(200, "<html/>");
    assertThat(Fixtures.failure(() -> bucket.upload("key", "u").abort()))
        .hasMessageContaining(server.url() + " does not answer as S3 does");
  }

  static Stream<String[]> pages() {
    return foreign().limit(3);
  }

  @Test
  void areNoBuckets() {
    WireServer.Act page = exchange -> exchange.head(200, 29, "Content-Type: text/html");
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> store.bucketExists(Fixtures.BUCKET), () -> store.createBucket(Fixtures.BUCKET))) {
      server.then(page);
      assertThat(Fixtures.failure(call))
          .hasMessageContaining(server.url() + " does not answer as S3 does")
          .returns(ErrorCode.INTERNAL, BlobStoreException::code)
          .returns(false, BlobStoreException::isRetryable);
    }
    server.then(exchange -> exchange.head(200, 0, "Content-Type: application/xml"));
    assertThat(store.bucketExists(Fixtures.BUCKET)).isTrue();
    server.then(404).then(exchange -> exchange.answer(200, "<html/>"));
    assertThat(Fixtures.failure(() -> store.createBucket(Fixtures.BUCKET)))
        .hasMessageContaining("does not answer as S3 does");
  }

  /** Whatever vendors send beside a status that says everything. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", " \r\n", "<?xml version=\"1.0\"?><DeleteResult/>", "<ns:Done xmlns:ns='x'/>"})
  void aStatusThatSaysEverythingIsBelieved(String body) {
    server.thenXml(200, body).thenXml(200, body).thenXml(200, body);
    bucket.delete("key");
    bucket.setTags("key", Tags.none().with("a", "b"));
    bucket.upload("key", "u").abort();
    assertThat(server.requests()).hasSize(3);
  }

  /** An error about such a key repeats it as no parser takes it (KEY-13). */
  @Test
  void anAnswerAboutAKeyThatXmlCannotCarryIsRead() {
    String absent = "<Error><Code>NoSuchKey</Code><Key>&#x1;</Key></Error>";
    server.thenXml(404, absent).thenXml(404, absent);
    assertThat(Fixtures.failure(() -> bucket.get("\u0001")).code())
        .isEqualTo(ErrorCode.NO_SUCH_KEY);
    assertThat(Fixtures.failure(() -> bucket.tags("\u0001")).code())
        .isEqualTo(ErrorCode.NO_SUCH_KEY);
  }

  /** The echo of what was asked is not always encoded as the keys are. */
  @Test
  void aListingIsReadWithAPercentSignInItsEcho() {
    server.thenXml(
        200,
        """
        <ListBucketResult><EncodingType>url</EncodingType><Prefix>100%</Prefix>
        <IsTruncated>false</IsTruncated><Contents><Key>100%25</Key><Size>1</Size><ETag>"x"</ETag>
        <LastModified>2022-10-12T17:50:00.000Z</LastModified></Contents></ListBucketResult>
        """);
    assertThat(bucket.list("100%").stream().map(BlobInfo::key)).containsExactly("100%");
  }

  static Stream<String[]> foreign() {
    return Stream.of(
        new String[] {"text/html", "<html><body>hi</body></html>"},
        new String[] {"application/xml", "<html/>"},
        new String[] {"text/html", "<!DOCTYPE html><html><body>hi<br></body></html>"},
        new String[] {"application/xml", "<?xml version=\"1.0\"?><!-- S3 --><Result/>"},
        new String[] {"application/json", "{}"},
        new String[] {"application/xml", "  \n"},
        new String[] {"application/xml", ""});
  }

  @Test
  void ofADeletionTheOutcomeIsUnknown() {
    server.thenXml(200, "<html/>");
    assertThat(Fixtures.failure(() -> bucket.deleteAll(List.of("a"))))
        .hasMessageContaining("<html>")
        .hasMessageContaining("DeleteResult")
        .hasMessageContaining("the outcome is unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "\uFEFF<?xml version=\"1.0\"?>",
        "\n  ",
        "<!-- <html> -->\n"
      })
  void whatComesBeforeTheRootIsNoMatter(String before) {
    server.thenXml(200, before + LISTED);
    assertThat(bucket.list().stream()).isEmpty();
  }

  @Test
  void theWordsOfAServerBecomeOneLine() {
    server.thenXml(
        403,
        "<Error><Code>AccessDenied</Code><Message>%s</Message></Error>"
            .formatted("not\r\n\tyou ".repeat(10_000)));
    assertThat(String.valueOf(Fixtures.failure(() -> bucket.tags("key")).getMessage()))
        .contains("not you not you")
        .hasSizeLessThan(500)
        .doesNotContain("\n", "\r", "\t");
  }
}

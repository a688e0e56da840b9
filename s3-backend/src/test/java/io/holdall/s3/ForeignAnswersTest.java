package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStoreException;
import io.holdall.ErrorCode;
import io.holdall.UploadListOptions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Successes that something else than S3 answers: a portal to log in at, a wrong port. */
final class ForeignAnswersTest extends WireTest {
  private static final String LISTED =
      "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

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

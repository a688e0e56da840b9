package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.DeleteOutcome;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeletesTest extends WireTest {
  private static String deleted(String... keys) {
    return "<DeleteResult><Deleted>"
        + String.join("</Deleted><Deleted>", keys)
        + "</Deleted></DeleteResult>";
  }

  @Test
  void sendsTheCondition() {
    server.then(204).then(204);
    bucket.delete("key", ETag.of("\"abc\""));
    assertThat(server.last().header("if-match")).hasValue("abc");
    bucket.delete("key", ETag.of("*"));
    assertThat(server.last().header("if-match")).hasValue("*");
  }

  @Test
  void manyKeysGoInOneRequest() {
    server.thenXml(
        200, deleted("<Key>a</Key>", "<Key>a&amp;amp;&lt;&gt;\"'</Key>", "<Key>lf\ntab\t</Key>"));
    List<DeleteOutcome> outcomes = bucket.deleteAll(List.of("a", "a&amp;<>\"'", "lf\ntab\t", "a"));
    assertThat(outcomes).hasSize(4).allMatch(outcome -> outcome.error().isEmpty());
    assertThat(server.only().method()).isEqualTo("POST");
    assertThat(server.only().header("x-amz-checksum-crc32")).isPresent();
    assertThat(server.only().text())
        .contains("<Quiet>false</Quiet>")
        .containsOnlyOnce("<Key>a</Key>")
        .contains("<Key>a&amp;amp;&lt;&gt;&quot;&apos;</Key>")
        .contains("<Key>lf&#x0A;tab\t</Key>");
  }

  @Test
  void vendorsOfOldGetAnMd5() {
    try (BlobStore modest = server.store().checksums(ChecksumMode.WHEN_REQUIRED).open()) {
      server.thenXml(200, deleted("<Key>a</Key>"));
      modest.bucket(Fixtures.BUCKET).deleteAll(List.of("a"));
      assertThat(server.only().header("content-md5")).isPresent();
    }
  }

  @Test
  void eachKeyHasItsOutcome() {
    server.thenXml(
        200,
        """
        <DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>b</Key><Code>AccessDenied</Code><Message>no</Message></Error>
        <Error><Key>c</Key><Code>InternalError</Code></Error></DeleteResult>
        """);
    List<DeleteOutcome> outcomes = bucket.deleteAll(List.of("a", "b", "c", "b"));
    assertThat(outcomes).extracting(DeleteOutcome::key).containsExactly("a", "b", "c", "b");
    assertThat(outcomes.get(0).error()).isEmpty();
    assertThat(outcomes.get(1).error().orElseThrow().code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(outcomes.get(1).error().orElseThrow()).hasMessageContaining("no");
    assertThat(outcomes.get(2).error().orElseThrow().isRetryable()).isTrue();
    assertThat(outcomes.get(3).error().orElseThrow().code()).isEqualTo(ErrorCode.ACCESS_DENIED);
  }

  /** DEL-22: absent keys are named as well, so a key that is not has not been dealt with. */
  @Test
  void aKeyThatTheAnswerDoesNotNameIsNotTakenForDeleted() {
    server.thenXml(200, deleted("<Key>a</Key>"));
    List<DeleteOutcome> outcomes = bucket.deleteAll(List.of("a", "b"));
    assertThat(outcomes.get(0).error()).isEmpty();
    assertThat(outcomes.get(1).error().orElseThrow())
        .hasMessageContaining(server.url() + " does not say what became of the key")
        .hasMessageContaining("the outcome is unknown")
        .returns(ErrorCode.INTERNAL, BlobStoreException::code)
        .returns(true, BlobStoreException::isRetryable);
  }

  /** KEY-12: one such key would have the whole request refused. */
  @Test
  void keysThatXmlCannotCarryGoAlone() {
    server.thenXml(200, deleted("<Key>b</Key>")).then(204).thenError(403, "AccessDenied");
    List<DeleteOutcome> outcomes = bucket.deleteAll(List.of("a\u0001", "b", "c\uFFFE"));
    assertThat(server.requests())
        .extracting(WireServer.Request::method)
        .containsExactly("POST", "DELETE", "DELETE");
    assertThat(server.requests().get(0).text()).contains("<Key>b</Key>").doesNotContain("\u0001");
    assertThat(outcomes.get(0).error()).isEmpty();
    assertThat(outcomes.get(1).error()).isEmpty();
    assertThat(outcomes.get(2).error().orElseThrow().code()).isEqualTo(ErrorCode.ACCESS_DENIED);
  }

  /** KEY-12: the answer would name it with an LF, and its failure would go unnoticed. */
  @Test
  void aKeyThatXmlChangesGoesAlone() {
    server.thenXml(200, deleted("<Key>b</Key>")).thenError(403, "AccessDenied");
    List<DeleteOutcome> outcomes = bucket.deleteAll(List.of("a\r\nb", "b"));
    assertThat(server.requests())
        .extracting(WireServer.Request::method)
        .containsExactly("POST", "DELETE");
    assertThat(outcomes.get(0).error().orElseThrow().code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(outcomes.get(1).error()).isEmpty();
  }

  @Test
  void theFailureOfAKeyThatWasNotAskedForFailsTheWholeCall() {
    server.thenXml(
        200,
        "<DeleteResult><Error><Key>a%20b</Key><Code>AccessDenied</Code></Error></DeleteResult>");
    assertThat(Fixtures.failure(() -> bucket.deleteAll(List.of("a b", "c"))).code())
        .isEqualTo(ErrorCode.ACCESS_DENIED);
  }

  @Test
  void aMissingBucketFailsTheWholeCall() {
    server.thenError(404, "NoSuchBucket");
    assertThat(Fixtures.failure(() -> bucket.deleteAll(List.of("a"))).code())
        .isEqualTo(ErrorCode.NO_SUCH_BUCKET);
    server.thenError(404, "NoSuchBucket");
    assertThat(Fixtures.failure(() -> bucket.deleteAll(List.of("a\u0001"))).code())
        .isEqualTo(ErrorCode.NO_SUCH_BUCKET);
  }
}

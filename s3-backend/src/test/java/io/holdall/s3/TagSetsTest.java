package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.ErrorCode;
import io.holdall.Tags;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class TagSetsTest extends WireTest {
  @Test
  void reads() {
    server.thenXml(
        200,
        "<Tagging><TagSet><Tag><Key>a</Key><Value>1 &lt; 2</Value></Tag><Tag><Key>b</Key><Value></Value></Tag></TagSet></Tagging>"
            .replace("1 &lt; 2", "1 + 2"));
    assertThat(bucket.tags("key")).isEqualTo(Tags.none().with("a", "1 + 2").with("b", ""));
    assertThat(server.only().target()).isEqualTo("/some-bucket/key?tagging");
  }

  @Test
  void aValueThatIsLeftOutIsEmpty() {
    server.thenXml(
        200,
        "<Tagging><TagSet><Tag><Key>a</Key></Tag><Tag><Key>b</Key><Value/></Tag></TagSet></Tagging>");
    assertThat(bucket.tags("key")).isEqualTo(Tags.none().with("a", "").with("b", ""));
  }

  @Test
  void writes() {
    server.then(200);
    bucket.setTags("key", Tags.none().with("a", "1 + 2/ü").with("b", ""));
    assertThat(server.only().method()).isEqualTo("PUT");
    assertThat(server.only().text())
        .contains("<Key>a</Key><Value>1 + 2/ü</Value>")
        .contains("<Key>b</Key><Value></Value>");
  }

  @Test
  void takesOff() {
    server.then(204);
    bucket.deleteTags("key");
    assertThat(server.only().method()).isEqualTo("DELETE");
    assertThat(server.only().target()).isEqualTo("/some-bucket/key?tagging");
  }

  @Test
  void tagsThatWeDoNotAllow() {
    server.thenXml(
        200,
        "<Tagging><TagSet><Tag><Key>aws:system</Key><Value>x</Value></Tag></TagSet></Tagging>");
    assertThat(Fixtures.failure(() -> bucket.tags("key")).code()).isEqualTo(ErrorCode.CORRUPT);
  }

  @Test
  void aMissingKey() {
    server.thenError(404, "NoSuchKey");
    assertThat(Fixtures.failure(() -> bucket.tags("key")).code()).isEqualTo(ErrorCode.NO_SUCH_KEY);
  }

  /** Of a bucket with versions whose key was deleted; a delete marker has no tags (VER-25). */
  @Test
  void aDeletedKeyOfABucketWithVersions() {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> bucket.tags("key"),
            () -> bucket.setTags("key", Tags.none().with("a", "1")),
            () -> bucket.deleteTags("key"))) {
      server.thenError(405, "MethodNotAllowed");
      server.then(404).thenError(404, "NoSuchKey");
      assertThat(Fixtures.failure(call).code()).isEqualTo(ErrorCode.NO_SUCH_KEY);
    }
  }

  @Test
  void noTagsAtAll() {
    server.thenError(405, "MethodNotAllowed");
    server.thenBlob("");
    assertThat(Fixtures.failure(() -> bucket.tags("key")).code()).isEqualTo(ErrorCode.UNSUPPORTED);
  }
}

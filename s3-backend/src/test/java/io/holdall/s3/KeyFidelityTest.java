package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.ByteRange;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.PresignRequest;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a key holds, its very bytes are what the request line carries. */
final class KeyFidelityTest extends WireTest {
  private static final String TAGGED = "ETag: \"" + Fixtures.ETAG + "\"";

  private static List<String> keys() {
    return Stream.concat(
            Stream.of(
                ".",
                "..",
                "./x",
                "a/./b",
                "foo/../bar",
                "../up",
                "a/../../up",
                "a/.",
                "a/..",
                "a//b",
                "/a",
                "//",
                "///",
                "a/",
                "a//",
                "a+b",
                "a b",
                " a",
                "a ",
                "a%2Fb",
                "%",
                "%zz",
                "%41",
                "é",
                "e\u0301",
                "😀",
                "\uFF61",
                "\uFFFE",
                "\u2028",
                "\uE000\uD800\uDC00",
                "?x=1",
                "a?uploads",
                "a#b",
                "a;b",
                "a&amp;b",
                "<>\"'",
                "*~'()!@$,:=&[]{}|\\^`",
                "soap",
                "x".repeat(1024),
                "é".repeat(512)),
            IntStream.rangeClosed(1, 0xA0).mapToObj(c -> "c" + (char) c + "d"))
        .toList();
  }

  private String keyOf(WireServer.Request request) {
    String path = request.path();
    assertThat(path).startsWith("/" + Fixtures.BUCKET + "/").matches("[!-~]*");
    return decoded(path.substring(Fixtures.BUCKET.length() + 2));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Test
  void puts() {
    for (String key : keys()) {
      server.then(200, TAGGED);
      bucket.put(key, Body.empty());
      assertThat(keyOf(server.last())).isEqualTo(key);
    }
  }

  @Test
  void gets() {
    for (String key : keys()) {
      server.thenBlob("x");
      bucket.getBytes(key);
      assertThat(keyOf(server.last())).isEqualTo(key);
    }
  }

  @Test
  void copiesFrom() {
    for (String key : keys()) {
      server.thenXml(
          200, "<CopyObjectResult><ETag>\"" + Fixtures.ETAG + "\"</ETag></CopyObjectResult>");
      bucket.copy(new BlobRef("other-bucket", key), key, CopyOptions.defaults());
      assertThat(keyOf(server.last())).isEqualTo(key);
      String source = server.last().header("x-amz-copy-source").orElseThrow();
      assertThat(decoded(source)).isEqualTo("other-bucket/" + key);
      assertThat(source).matches("[^+?]*");
    }
  }

  @Test
  void presigns() {
    for (String key : keys()) {
      String url = bucket.presign(PresignRequest.get(key, Duration.ofHours(1))).url().toString();
      String path = url.substring(server.url().toString().length(), url.indexOf('?'));
      assertThat(decoded(path)).isEqualTo("/" + Fixtures.BUCKET + "/" + key);
      assertThat(path).matches("[!-~]*");
    }
  }

  @Test
  void theOtherOperationsSpellKeysTheSameWay() {
    String key = "a//../ü+%2F ?";
    server.then(200, "ETag: \"x\"", "Last-Modified: Wed, 12 Oct 2022 17:50:00 GMT");
    bucket.head(key);
    server.then(204);
    bucket.delete(key);
    server.thenXml(200, "<Tagging><TagSet/></Tagging>");
    bucket.tags(key);
    server.then(200);
    bucket.setTags(key, Tags.none().with("a", "b"));
    server.then(204);
    bucket.deleteTags(key);
    server.thenXml(
        200,
        "<InitiateMultipartUploadResult><UploadId>id</UploadId></InitiateMultipartUploadResult>");
    bucket.startUpload(key);
    server.thenXml(200, "<CopyPartResult><ETag>\"x\"</ETag></CopyPartResult>");
    bucket
        .upload(key, "id")
        .copyPart(
            1,
            new BlobRef("other-bucket", key),
            Optional.of(new ByteRange.Between(0, 1)),
            ReadConditions.none());
    assertThat(server.last().header("x-amz-copy-source").map(KeyFidelityTest::decoded))
        .hasValue("other-bucket/" + key);
    server.thenXml(200, "<ListPartsResult><IsTruncated>false</IsTruncated></ListPartsResult>");
    bucket.upload(key, "id").parts();
    server.thenXml(
        200, "<CompleteMultipartUploadResult><ETag>\"x\"</ETag></CompleteMultipartUploadResult>");
    bucket
        .upload(key, "id")
        .complete(List.of(new io.holdall.UploadedPart(1, ETag.of("x"), Optional.empty())));
    server.then(204);
    bucket.upload(key, "id").abort();
    assertThat(server.requests()).hasSize(10).allSatisfy(r -> assertThat(keyOf(r)).isEqualTo(key));
  }
}

package io.holdall;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What options and metadata refuse, and that copies leave the original alone. */
class OptionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a ", " a", "a\nb", "a\u007Fb", "\uD800"})
  void headerValues(String wrong) {
    ContentHeaders none = ContentHeaders.none();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> none.contentType(wrong))
        .withMessageContaining("Content-Type");
    assertThatIllegalArgumentException().isThrownBy(() -> none.contentEncoding(wrong));
    assertThatIllegalArgumentException().isThrownBy(() -> none.contentLanguage(wrong));
    assertThatIllegalArgumentException().isThrownBy(() -> none.contentDisposition(wrong));
    assertThatIllegalArgumentException().isThrownBy(() -> none.cacheControl(wrong));
    assertThatIllegalArgumentException().isThrownBy(() -> none.expires(wrong));
  }

  @Test
  void headersAreSetOneByOne() {
    ContentHeaders all =
        ContentHeaders.none()
            .contentType("t")
            .contentEncoding("e")
            .contentLanguage("l")
            .contentDisposition("d")
            .cacheControl("c")
            .expires("x");
    assertThat(all.contentType()).contains("t");
    assertThat(all.contentEncoding()).contains("e");
    assertThat(all.contentLanguage()).contains("l");
    assertThat(all.contentDisposition()).contains("d");
    assertThat(all.cacheControl()).contains("c");
    assertThat(all.expires()).contains("x");
    assertThat(all).isEqualTo(all.expires("x")).isNotEqualTo(all.expires("y"));
    assertThat(ContentHeaders.none().contentType()).isEmpty();
  }

  @Test
  void awsChunkedIsNoContentEncoding() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContentHeaders.none().contentEncoding("gzip, aws-chunked"));
  }

  @Test
  void metadataNamesAreFolded() {
    UserMetadata metadata = UserMetadata.none().with("Name", "1").with("NAME", "2").with("b", "");
    assertThat(metadata.asMap()).containsExactly(Map.entry("b", ""), Map.entry("name", "2"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserMetadata(Map.of("a", "1", "A", "2")))
        .withMessageContaining("given twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "ä", "a\tb", "a\"b", "(a)"})
  void metadataNames(String wrong) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserMetadata.none().with(wrong, "value"))
        .withMessageContaining("\"" + wrong + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {" a", "a ", "a\nb", "\u0000", "\uDC00"})
  void metadataValues(String wrong) {
    assertThatIllegalArgumentException().isThrownBy(() -> UserMetadata.none().with("a", wrong));
  }

  /** META-02. */
  @Test
  void metadataHasAtMost2048Bytes() {
    UserMetadata.none().with("name", "a".repeat(2044));
    UserMetadata.none().with("name", "é".repeat(1022));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserMetadata.none().with("name", "a".repeat(2045)))
        .withMessageContaining("this has 2049");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserMetadata.none().with("names", "é".repeat(1022)));
  }

  @Test
  void metadataAndTagsAreCopied() {
    Map<String, String> map = new HashMap<>(Map.of("a", "b"));
    UserMetadata metadata = new UserMetadata(map);
    Tags tags = new Tags(map);
    map.clear();
    assertThat(metadata.asMap()).hasSize(1).isUnmodifiable();
    assertThat(tags.asMap()).hasSize(1).isUnmodifiable();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "aws:a", "a!", "a\nb", "a?"})
  void tagKeys(String wrong) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tags.none().with(wrong, "value"))
        .withMessageContaining("\"" + wrong + "\"");
  }

  @Test
  void tagLimits() {
    Tags ten = Tags.none();
    for (int i = 0; i < 10; i++) {
      ten = ten.with("tag" + i, "");
    }
    Tags full = ten;
    assertThat(full.with("tag9", "again").asMap()).hasSize(10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> full.with("tag10", ""))
        .withMessageContaining("at most 10 tags, not 11");
    Tags.none().with("k".repeat(128), "v".repeat(256)).with("aZ ä1+-=._:/@", "aws:");
    assertThatIllegalArgumentException().isThrownBy(() -> Tags.none().with("k".repeat(129), ""));
    assertThatIllegalArgumentException().isThrownBy(() -> Tags.none().with("k", "v".repeat(257)));
    assertThatIllegalArgumentException().isThrownBy(() -> Tags.none().with("k", "*"));
  }

  @Test
  void presignRequests() {
    Duration week = Duration.ofDays(7);
    assertThat(PresignRequest.get("k", week).header("X-A", "1").headers()).containsKey("x-a");
    for (Duration wrong :
        new Duration[] {
          Duration.ZERO, Duration.ofMillis(999), Duration.ofMillis(1500), week.plusSeconds(1)
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PresignRequest.get("k", wrong))
          .withMessageContaining("1 second to 7 days");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> PresignRequest.get("", week));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PresignRequest.put("k", week).header("Host", "a"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PresignRequest.put("k", week).header("a", "ä"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PresignRequest.put("k", week)
                    .response(ContentHeaders.none().contentType("text/plain")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "user-agent",
        "Connection",
        "expect",
        "transfer-encoding",
        "x-amzn-trace-id",
        "x-forwarded-for",
        "Authorization",
        "X-Amz-Security-Token",
        "x-amz-date"
      })
  void headersThatNoSignatureBinds(String name) {
    PresignRequest request = PresignRequest.put("k", Duration.ofHours(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request.header(name, "a"))
        .withMessage("the header \"%s\" cannot be bound by a signature", name.toLowerCase(ROOT));
  }

  @Test
  void responseHeadersAreOfLatin1() {
    PresignRequest request = PresignRequest.get("k", Duration.ofHours(1));
    request.response(ContentHeaders.none().contentDisposition("attachment; filename=ü.txt"));
    ContentHeaders none = ContentHeaders.none();
    for (ContentHeaders wrong :
        List.of(
            none.contentType("ŵ"),
            none.contentEncoding("ŵ"),
            none.contentLanguage("ŵ"),
            none.contentDisposition("ŵ"),
            none.cacheControl("ŵ"),
            none.expires("ŵ"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> request.response(wrong))
          .withMessageContaining("ISO-8859-1");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request.response(none.contentDisposition("ŵ")))
        .withMessageContaining("\"content-disposition\"");
  }

  @Test
  void aPresignedUrlDoesNotPrintItsSignature() {
    PresignedUrl url =
        new PresignedUrl(
            URI.create("http://h/b/k?X-Amz-Signature=secret"),
            PresignRequest.Method.GET,
            Map.of(),
            MapDriver.TIME);
    assertThat(url.toString()).contains("http://h/b/k?").doesNotContain("secret");
  }

  @Test
  void limits() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Limits(-1, 1, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(1, 1, Integer.MAX_VALUE, 1))
        .withMessageContaining("2 GiB");
  }

  @Test
  void conditions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WriteCondition.ifMatch(ETag.of("*")))
        .withMessageContaining("COND-07");
    assertThat(ReadConditions.none().isNone()).isTrue();
    ReadConditions one = ReadConditions.none().ifMatch(ETag.of("a"));
    assertThat(one.isNone()).isFalse();
    assertThat(one)
        .isEqualTo(ReadConditions.none().ifMatch(ETag.of("\"a\"")))
        .isNotEqualTo(ReadConditions.none().ifNoneMatch(ETag.of("a")));
  }

  @Test
  void timesThatHttpCannotSay() {
    Instant first = Instant.parse("0001-01-01T00:00:00Z");
    Instant last = Instant.parse("9999-12-31T23:59:59Z");
    for (Instant early : List.of(Instant.MIN, Instant.parse("-0001-01-01T00:00:00Z"), first)) {
      assertThat(ReadConditions.none().ifModifiedSince(early).ifModifiedSince()).contains(first);
      assertThat(ReadConditions.none().ifUnmodifiedSince(early).ifUnmodifiedSince())
          .contains(first);
    }
    for (Instant late : List.of(Instant.MAX, last.plusNanos(1), last)) {
      assertThat(ReadConditions.none().ifModifiedSince(late).ifModifiedSince()).contains(last);
      assertThat(ReadConditions.none().ifUnmodifiedSince(late).ifUnmodifiedSince()).contains(last);
    }
  }

  @Test
  void readsAndListings() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GetOptions.defaults().part(1).range(ByteRange.from(0)));
    assertThatIllegalArgumentException().isThrownBy(() -> GetOptions.defaults().part(0));
    assertThatIllegalArgumentException().isThrownBy(() -> GetOptions.defaults().part(10_001));
    for (int wrong : new int[] {0, -1, 1001}) {
      assertThatIllegalArgumentException().isThrownBy(() -> ListOptions.all().pageSize(wrong));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> ListOptions.under("\uD800"));
    assertThatIllegalArgumentException().isThrownBy(() -> ListOptions.all().delimiter("\uD800"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UploadListOptions("", "", "", "", 1001));
  }

  @Test
  void writes() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PutOptions.defaults().checksum(ChecksumAlgorithm.SHA256, ChecksumType.FULL_OBJECT))
        .withMessageContaining("SHA256 has no FULL_OBJECT");
    assertThatIllegalArgumentException().isThrownBy(() -> TransferOptions.defaults().threshold(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> TransferOptions.defaults().partSize(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TransferOptions.defaults().partSize(Integer.MAX_VALUE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TransferOptions.defaults().parallelism(0));
    assertThatNullPointerException().isThrownBy(() -> PutOptions.defaults().condition(null));
    assertThatNullPointerException().isThrownBy(() -> PutOptions.defaults().headers(null));
  }
}

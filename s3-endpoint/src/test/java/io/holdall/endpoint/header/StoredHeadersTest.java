package io.holdall.endpoint.header;

import static io.holdall.endpoint.header.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.ContentHeaders;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredHeadersTest {
  private static final Headers ALL =
      Headers.of(
          "Cache-Control", "no-cache",
          "Content-Disposition", "attachment",
          "Content-Encoding", "gzip",
          "Content-Language", "de",
          "Content-Type", "text/plain",
          "Expires", "Thu, 01 Dec 1994 16:00:00 GMT");

  @Test
  void keepsAllSix() {
    ContentHeaders kept = StoredHeaders.parse(ALL);
    assertThat(kept)
        .isEqualTo(
            ContentHeaders.none()
                .cacheControl("no-cache")
                .contentDisposition("attachment")
                .contentEncoding("gzip")
                .contentLanguage("de")
                .contentType("text/plain")
                .expires("Thu, 01 Dec 1994 16:00:00 GMT"));
    Headers.Builder written = Headers.builder();
    StoredHeaders.write(kept, written);
    assertThat(written.build()).isEqualTo(ALL);
  }

  @ParameterizedTest(name = "PUT-42: {0}")
  @CsvSource({
    "aws-chunked, ''",
    "'gzip, aws-chunked', gzip",
    "'aws-chunked,gzip', gzip",
    "'gzip,AWS-Chunked,br', 'gzip, br'",
    "'aws-chunked,', ''",
    "gzip, gzip"
  })
  void dropsTheTransferForm(String sent, String kept) {
    assertThat(
            StoredHeaders.parse(Headers.of("Content-Encoding", sent)).contentEncoding().orElse(""))
        .isEqualTo(kept);
  }

  @Test
  void joinsRepeatedEncodings() {
    Headers headers = Headers.of("Content-Encoding", "aws-chunked", "content-encoding", "gzip");
    assertThat(StoredHeaders.parse(headers).contentEncoding()).contains("gzip");
  }

  @Test
  void ignoresEmptyHeaders() {
    assertThat(StoredHeaders.parse(Headers.of("Content-Type", "", "Cache-Control", " ")))
        .isEqualTo(ContentHeaders.none());
  }

  @Test
  void givesBytesBack() {
    // PUT-43
    String bytes =
        new String("attachment; ä€".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    ContentHeaders kept = StoredHeaders.parse(Headers.of("Content-Disposition", bytes));
    assertThat(kept.contentDisposition()).contains("attachment; ä€");
    Headers.Builder written = Headers.builder();
    StoredHeaders.write(kept, written);
    assertThat(written.build().first("Content-Disposition")).contains(bytes);
  }

  @Test
  void refusesWhatItCouldNotGiveBack() {
    refused(
        S3Error.INVALID_ARGUMENT, () -> StoredHeaders.parse(Headers.of("Cache-Control", "\u00e4")));
    refused(
        S3Error.INVALID_ARGUMENT, () -> StoredHeaders.parse(Headers.of("Cache-Control", "a\tb")));
  }

  @Test
  void overridesAnswers() {
    Headers.Builder headers = ALL.toBuilder();
    StoredHeaders.override(
        Query.parse(
            "response-content-type=a%2Fb&response-expires=123&response-cache-control=&response-content-language=%C3%A4"),
        headers);
    Headers answer = headers.build();
    assertThat(answer.all("Content-Type")).containsExactly("a/b");
    assertThat(answer.all("Expires")).containsExactly("123");
    assertThat(answer.all("Content-Language")).containsExactly("ä");
    assertThat(answer.all("Cache-Control")).containsExactly("no-cache");
  }

  @Test
  void refusesOverridesThatNoHeaderCarries() {
    for (String value : new String[] {"%E2%82%AC", "a%0D%0AEvil:%201"}) {
      refused(
          S3Error.INVALID_ARGUMENT,
          () ->
              StoredHeaders.override(
                  Query.parse("response-content-disposition=" + value), Headers.builder()));
    }
  }

  @Test
  void namesTheParametersOfOverrides() {
    assertThat(StoredHeaders.overrides(ContentHeaders.none().contentType("a/b").expires("0")))
        .containsExactly(
            new Query.Parameter("response-content-type", "a/b"),
            new Query.Parameter("response-expires", "0"));
  }
}

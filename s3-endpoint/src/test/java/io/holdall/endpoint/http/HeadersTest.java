package io.holdall.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  private final Headers headers = Headers.of("ETag", "a", "x-amz-meta-b", "1", "X-Amz-Meta-B", "2");

  @Test
  void caseDoesNotMatterOrderDoes() {
    assertThat(headers.first("etag")).contains("a");
    assertThat(headers.first("X-AMZ-META-B")).contains("1");
    assertThat(headers.all("x-amz-meta-b")).containsExactly("1", "2");
    assertThat(headers.all("none")).isEmpty();
    assertThat(headers.has("none")).isFalse();
    assertThat(headers.names()).containsExactly("etag", "x-amz-meta-b");
    assertThat(headers.fields().get(0)).isEqualTo(new Headers.Header("ETag", "a"));
  }

  @Test
  void builders() {
    Headers changed =
        headers.toBuilder().set("X-AMZ-meta-b", "3").remove("etag").add("e", "").build();
    assertThat(changed).isEqualTo(Headers.of("X-AMZ-meta-b", "3", "e", ""));
    assertThat(headers.all("x-amz-meta-b")).containsExactly("1", "2");
    assertThat(changed.toBuilder().remove("e").remove("x-amz-meta-b").build())
        .isEqualTo(Headers.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a\r", "\u00e9", "a\u007f", "(a)", "a\"", "a=b"})
  void namesAreTokens(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Headers.of(name, "v"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "\u0000", "\u0100"})
  void valuesAreBytesOnOneLine(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Headers.of("n", value))
        .withMessageContaining("header n");
  }

  @Test
  void valuesMayBeAnyOtherBytes() {
    for (char c = 1; c <= 0xff; c++) {
      if (c != '\r' && c != '\n') {
        assertThat(Headers.of("n", "" + c).first("n")).contains("" + c);
      }
    }
  }

  @Test
  void aNameWithoutAValue() {
    assertThatIllegalArgumentException().isThrownBy(() -> Headers.of("n"));
  }
}

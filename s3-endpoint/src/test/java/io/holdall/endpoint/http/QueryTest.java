package io.holdall.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static Query.Parameter parameter(String name, String value) {
    return new Query.Parameter(name, value);
  }

  @Test
  void absentValuelessAndEmptyAreThreeThings() {
    Query query = Query.parse("uploads&prefix=&marker=x");
    assertThat(query.parameters())
        .containsExactly(
            parameter("uploads", null), parameter("prefix", ""), parameter("marker", "x"));
    assertThat(query.has("uploads")).isTrue();
    assertThat(query.value("uploads")).contains("");
    assertThat(query.value("prefix")).contains("");
    assertThat(query.value("marker")).contains("x");
    assertThat(query.has("Uploads")).isFalse();
    assertThat(query.value("delimiter")).isEmpty();
  }

  @Test
  void orderAndRepetitionAreKept() {
    assertThat(Query.parse("b=2&a=1&b=1&&=x&a").parameters())
        .containsExactly(
            parameter("b", "2"),
            parameter("a", "1"),
            parameter("b", "1"),
            parameter("", "x"),
            parameter("a", null));
    assertThat(Query.parse("b=2&b=1").value("b")).contains("2");
  }

  @Test
  void namesAndValuesAreDecodedOnce() {
    assertThat(Query.parse("a%3Db=c%26d=e+f%2Bg%2520%C3%A9\u00c3\u00a9").parameters())
        .isEqualTo(List.of(parameter("a=b", "c&d=e f+g%20\u00e9\u00e9")));
  }

  @Test
  void noQueryAndAnEmptyOne() {
    assertThat(Query.parse(null)).isEqualTo(Query.empty());
    assertThat(Query.parse("")).isEqualTo(Query.empty());
    assertThat(Query.parse("&")).isEqualTo(Query.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "a=%4",
        "a=%4g",
        "%-1",
        "a=%FF",
        "a=\u00e9",
        "a=%C3",
        "a=%ED%A0%80",
        "a=%C0%80"
      })
  void brokenEscapesAndBytesThatAreNotUtf8(String raw) {
    assertThatThrownBy(() -> Query.parse(raw))
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.error()).isEqualTo(S3Error.INVALID_URI));
  }
}

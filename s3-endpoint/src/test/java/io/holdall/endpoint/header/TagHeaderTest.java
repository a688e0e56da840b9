package io.holdall.endpoint.header;

import static io.holdall.endpoint.header.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Tags;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.http.Headers;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagHeaderTest {
  @Test
  void readsForms() {
    assertThat(tags("k1=v1&k2=v+2&k%3D=%C3%A4&empty").asMap())
        .isEqualTo(Map.of("k1", "v1", "k2", "v 2", "k=", "ä", "empty", ""));
    assertThat(tags("")).isEqualTo(Tags.none());
    assertThat(TagHeader.parse(Headers.empty())).isEqualTo(Tags.none());
  }

  @ParameterizedTest(name = "TAGW-01: {0}")
  @ValueSource(strings = {"a=1&a=2", "key1=val1,key2=val2", "a=%", "=v", "aws:x=1", "a=%FF"})
  void refusesWhatIsNotLegal(String text) {
    assertThat(refused(S3Error.INVALID_ARGUMENT, () -> tags(text)).details())
        .containsEntry("ArgumentName", "x-amz-tagging")
        .containsEntry("ArgumentValue", text);
  }

  @Test
  void refusesTooMany() {
    String eleven =
        IntStream.range(0, 11).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining("&"));
    refused(S3Error.BAD_REQUEST, () -> tags(eleven));
  }

  private static Tags tags(String text) {
    return TagHeader.parse(Headers.of("x-amz-tagging", text));
  }
}

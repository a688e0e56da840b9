package io.holdall.endpoint.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningTest {
  @Test
  void aHeaderThatWasNotSentHasNoLine() {
    String canonical =
        Signing.canonicalRequest(
            "GET",
            "/",
            Query.empty(),
            Headers.of("Host", "h", "a", ""),
            List.of("a", "b", "host"),
            "hash");
    assertThat(canonical).isEqualTo("GET\n/\n\na:\nhost:h\n\na;b;host\nhash");
  }
}

package io.holdall.tck.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.tck.Counterexample;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  void sessionTokensAreMaskedAndNothingElse() {
    assertThat(Secrets.masked("GET http://h/k?a=b&X-Amz-Security-Token=abc%2F%3D&X-Amz-Date=1 x"))
        .isEqualTo("GET http://h/k?a=b&X-Amz-Security-Token=…&X-Amz-Date=1 x");
    assertThat(Secrets.masked("\"http://h/k?X-Amz-Signature=12ab&x=y\", \"…X-Amz-Signature=12ab\""))
        .isEqualTo("\"http://h/k?X-Amz-Signature=…&x=y\", \"…X-Amz-Signature=…\"");
    assertThat(Secrets.masked("http://h/k?X-Amz-Security-Token=abc"))
        .isEqualTo("http://h/k?X-Amz-Security-Token=…");
  }

  @Test
  void noTextOfACounterexampleHasThem() {
    String url = "http://h/k?X-Amz-Security-Token=abc&X-Amz-Signature=12ab";
    Counterexample found = new Counterexample(url, url, List.of(url), url);
    assertThat(List.of(found.problem(), found.code(), found.requests().get(0)))
        .containsOnly("http://h/k?X-Amz-Security-Token=…&X-Amz-Signature=…");
  }
}

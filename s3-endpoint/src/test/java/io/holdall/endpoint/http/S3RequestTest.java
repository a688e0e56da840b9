package io.holdall.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class S3RequestTest {
  @Test
  void theTargetIsKeptAsSent() {
    S3Request request = S3Request.of("GET", "//a/../%2e%2F//b?x?y=%20#", Headers.empty());
    assertThat(request.rawPath()).isEqualTo("//a/../%2e%2F//b");
    assertThat(request.rawQuery()).isEqualTo("x?y=%20#");
    assertThat(request.path()).isEqualTo("//a/.././//b");
    assertThat(request.query().value("x?y")).contains(" #");
    assertThat(request).hasToString("GET //a/../%2e%2F//b?x?y=%20#");
  }

  @Test
  void noQuestionMarkIsNotAnEmptyQuery() {
    assertThat(S3Request.of("GET", "/", Headers.empty()).rawQuery()).isNull();
    assertThat(S3Request.of("GET", "/?", Headers.empty()).rawQuery()).isEmpty();
  }

  @Test
  void bodyAndHeadersCanBeReplaced() throws IOException {
    S3Request request =
        new S3Request("PUT", "/b/k", "q", Headers.empty(), InputStream.nullInputStream());
    InputStream body = InputStream.nullInputStream();
    S3Request changed = request.withBody(body).withHeaders(Headers.of("a", "b"));
    assertThat(changed.body()).isSameAs(body);
    assertThat(changed.headers().first("a")).contains("b");
    assertThat(changed).hasToString("PUT /b/k?q");
  }

  @Test
  void onlyBytesAreATarget() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Request.of("GET", "/\u0100", Headers.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Request.of("GET", "/?\u0100", Headers.empty()));
    assertThatIllegalArgumentException().isThrownBy(() -> S3Request.of("", "/", Headers.empty()));
  }
}

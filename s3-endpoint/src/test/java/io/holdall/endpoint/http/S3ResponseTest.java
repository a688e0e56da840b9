package io.holdall.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class S3ResponseTest {
  @Test
  void bodiesKnowTheirLength() throws IOException {
    assertThat(S3Response.of(204, Headers.empty()).body().length()).isZero();
    S3Response.Body bytes = new S3Response.Bytes(new byte[] {1, 2, 3});
    assertThat(bytes.length()).isEqualTo(3);
    try (InputStream in = bytes.stream()) {
      assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
    }
    S3Response.Body stream = new S3Response.Stream(new ByteArrayInputStream(new byte[5]), 5);
    assertThat(stream.length()).isEqualTo(5);
  }

  @Test
  void closesItsStream() throws IOException {
    boolean[] closed = {false};
    InputStream in =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    new S3Response(200, Headers.empty(), new S3Response.Stream(in, 0)).close();
    assertThat(closed[0]).isTrue();
    S3Response.of(204, Headers.empty()).close();
  }

  @Test
  void refusesWhatNoServerCouldSend() {
    Headers length = Headers.of("Content-Length", "3");
    assertThatIllegalArgumentException().isThrownBy(() -> S3Response.of(99, Headers.empty()));
    assertThatIllegalArgumentException().isThrownBy(() -> S3Response.of(600, Headers.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new S3Response(200, length, new S3Response.Bytes(new byte[3])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new S3Response.Stream(InputStream.nullInputStream(), -1));
    assertThat(S3Response.of(200, length).headers()).isEqualTo(length);
  }
}

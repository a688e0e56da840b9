package io.holdall.endpoint.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class S3ErrorTest {
  @ParameterizedTest
  @EnumSource
  void everyErrorIsOneThatAClientCanUse(S3Error error) {
    assertThat(error.code()).matches("[A-Za-z0-9]+");
    assertThat(error.status())
        .isIn(301, 400, 403, 404, 405, 409, 411, 412, 416, 500, 501, 503, 507);
    assertThat(error.message()).isNotBlank();
  }

  @Test
  void codesAreDistinct() {
    assertThat(Arrays.stream(S3Error.values()).map(S3Error::code)).doesNotHaveDuplicates();
  }

  @Test
  void detailsKeepTheirOrderAndTheOriginalStays() {
    IllegalStateException cause = new IllegalStateException();
    S3Exception plain = new S3Exception(S3Error.INVALID_ARGUMENT, "no", cause);
    S3Exception detailed = plain.with("Z", "1").with("A", "2").with("Z", "3");
    assertThat(plain.details()).isEmpty();
    assertThat(detailed.details())
        .containsExactly(java.util.Map.entry("Z", "3"), java.util.Map.entry("A", "2"));
    assertThat(detailed).hasMessage("InvalidArgument: no").hasCause(cause);
    assertThat(detailed.text()).isEqualTo("no");
    assertThat(new BodyRefusedException(detailed).refusal()).isSameAs(detailed);
  }
}

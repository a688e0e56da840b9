package io.holdall.endpoint.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreErrorsTest {
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOT_MODIFIED", "BODY_FAILED"})
  void everyCodeHasTheStatusThatItPromises(ErrorCode code) {
    assertThat(StoreErrors.of(code).status()).isEqualTo(code.httpStatus());
  }
}

package io.holdall.endpoint.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests expect of refusals. */
final class Refusals {
  private Refusals() {}

  static S3Exception refused(S3Error error, ThrowingCallable call) {
    S3Exception refusal = catchThrowableOfType(S3Exception.class, call);
    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.error()).as(refusal.getMessage()).isEqualTo(error);
    return refusal;
  }
}

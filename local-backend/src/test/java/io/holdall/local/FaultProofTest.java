package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link FaultProof}s of a history, for each fault at each operation. */
@ExtendWith(QuietLog.class)
class FaultProofTest {
  private static final int STEPS = 8;

  /** So many that uploads are completed and segments cleaned. */
  private static final int MANY_STEPS = 60;

  /** Of the operations of a long history only each so-manieth fails: a prime, to meet all kinds. */
  private static final int STRIDE = 23;

  @ParameterizedTest
  @EnumSource
  void whateverFailsIsSaidAndNothingIsLost(Fault fault) throws IOException {
    for (Durability durability : Durability.values()) {
      int at = 0;
      while (new FaultProof(durability, STEPS, fault, at).run()) {
        at++;
      }
      assertThat(at).isGreaterThan(30);
    }
  }

  @ParameterizedTest
  @EnumSource
  void norIsAnythingLostInALongHistory(Fault fault) throws IOException {
    for (Durability durability : Durability.values()) {
      int at = 0;
      FaultProof proof = new FaultProof(durability, MANY_STEPS, fault, at);
      while (proof.run()) {
        at += STRIDE;
        proof = new FaultProof(durability, MANY_STEPS, fault, at);
      }
      // The last one had no fault: the history is what it was made to be.
      assertThat(proof.cleaned()).isTrue();
      assertThat(proof.completed()).isTrue();
      assertThat(at).isGreaterThan(10 * STRIDE);
    }
  }
}

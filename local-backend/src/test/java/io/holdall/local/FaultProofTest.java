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
}

package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link CrashProof}s of some histories. */
@ExtendWith(QuietLog.class)
class CrashProofTest {
  /** More for a soak run: {@code -Dholdall.crash.histories=100}. */
  private static final int HISTORIES = Integer.getInteger("holdall.crash.histories", 1);

  private static final int STEPS = 30;
  private static final int STATES_OF_A_MOMENT = 20;

  @ParameterizedTest
  @EnumSource
  void whatWasAcknowledgedIsThereAfterAnyCrash(Durability durability) throws IOException {
    int states = 0;
    int cleaned = 0;
    for (int history = 0; history < HISTORIES; history++) {
      CrashProof proof = new CrashProof(durability, history, STATES_OF_A_MOMENT);
      proof.run(STEPS);
      states += proof.states();
      cleaned += proof.cleaned();
    }
    assertThat(cleaned).as("segments that were cleaned away").isPositive();
    System.out.printf("%s: %,d distinct states after a crash%n", durability, states);
    assertThat(states).isGreaterThan(3000 * HISTORIES);
  }

  @ParameterizedTest
  @EnumSource
  void whatThreadsShareForcesForIsThereAfterAnyCrash(Durability durability) throws IOException {
    CrashProof proof = new CrashProof(durability, 0, STATES_OF_A_MOMENT);
    proof.run(3, STEPS / 3);
    assertThat(proof.states()).isGreaterThan(200);
  }
}

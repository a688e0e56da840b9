package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link FaultProof}s of a history, for each fault at each operation. */
class FaultProofTest {
  private static final int STEPS = 8;

  private final Logger logger = Logger.getLogger("io.holdall.local");

  /** What fails in the background is logged, and here that is nearly everything. */
  @BeforeEach
  void quiet() {
    logger.setLevel(Level.OFF);
  }

  @AfterEach
  void loud() {
    logger.setLevel(null);
  }

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

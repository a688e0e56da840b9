package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@link DamageProof}s of a store with several segments, files and uploads. */
class DamageProofTest {
  private final DamageProof proof;

  DamageProofTest() throws IOException {
    proof = new DamageProof(Step.history(1, 8));
  }

  @Test
  void aChangedByteIsNeverReadAndLosesNothingInSilence() throws IOException {
    proof.changeEachByte();
    assertThat(proof.refused()).isGreaterThan(500);
    assertThat(proof.opened()).isGreaterThan(500);
  }

  @Test
  void aFileCutOffIsNeverReadAndLosesNothingInSilence() throws IOException {
    proof.cutEachFile();
    assertThat(proof.refused()).isGreaterThan(50);
    assertThat(proof.opened()).isGreaterThan(500);
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    proof.removeEachFile();
    assertThat(proof.refused()).isPositive();
    assertThat(proof.opened()).isPositive();
  }

  @Test
  void aForeignFileIsNamedAndLeftAlone() throws IOException {
    proof.addForeignFiles();
    assertThat(proof.refused()).isGreaterThan(3);
  }
}

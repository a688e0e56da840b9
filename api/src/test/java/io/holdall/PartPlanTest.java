package io.holdall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartPlanTest {
  private static final long MIB = 1L << 20;

  @Test
  void theWishedSizeWhereItIsEnough() {
    assertThat(PartPlan.sizeFor(8 * MIB, 1, Limits.S3)).isEqualTo(8 * MIB);
    assertThat(PartPlan.sizeFor(8 * MIB, 80_000 * MIB, Limits.S3)).isEqualTo(8 * MIB);
    assertThat(PartPlan.sizeFor(8 * MIB, 80_000 * MIB + 1, Limits.S3)).isEqualTo(8 * MIB + 1);
  }

  @Test
  void everyBlobThatTheStoreAcceptsFitsItsParts() {
    for (int parts = 1; parts <= 7; parts++) {
      for (long length = 1; length <= parts * 10L; length++) {
        for (long wished = 1; wished <= 12; wished++) {
          long size = PartPlan.sizeFor(wished, length, new Limits(10, parts * 10L, 1, parts));
          assertThat(size).isBetween(1L, 10L);
          assertThat((length + size - 1) / size).isLessThanOrEqualTo(parts);
        }
      }
    }
    long largest = Limits.S3.maxBlobSize();
    assertThat(PartPlan.sizeFor(8 * MIB, largest, Limits.S3)).isEqualTo(Limits.S3.maxPutSize());
  }

  @Test
  void partsOfAStreamGrow() {
    assertThat(PartPlan.growing(8 * MIB, 1, Limits.S3)).isEqualTo((int) (8 * MIB));
    assertThat(PartPlan.growing(8 * MIB, 1250, Limits.S3)).isEqualTo((int) (8 * MIB));
    assertThat(PartPlan.growing(8 * MIB, 1251, Limits.S3)).isEqualTo((int) (16 * MIB));
    assertThat(PartPlan.growing(8 * MIB, 10_000, Limits.S3)).isEqualTo(1 << 30);
    assertThat(PartPlan.growing(1L << 30, 10_000, Limits.S3)).isEqualTo(Integer.MAX_VALUE - 8);
    long total = 0;
    for (int number = 1; number <= 10_000; number++) {
      total += PartPlan.growing(8 * MIB, number, Limits.S3);
    }
    assertThat(total).as("2.4 TiB in ten thousand parts").isGreaterThan(2_400L << 30);
  }

  @Test
  void partsOfAStreamStayWithinTheStoresLimit() {
    Limits small = new Limits(10, 1000, 1, 4);
    for (int number = 1; number <= 100; number++) {
      assertThat(PartPlan.growing(3, number, small)).isBetween(3, 10);
    }
  }
}

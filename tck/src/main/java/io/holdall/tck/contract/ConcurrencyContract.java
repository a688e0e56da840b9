package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Feature;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.linear.ClientArbitraries;
import io.holdall.tck.linear.Clients;
import io.holdall.tck.linear.KeyHistory;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/** What holds when several do something at the same time; here, whatever they do. */
public interface ConcurrencyContract
    extends WriteRaceContract, ReadRaceContract, UploadRaceContract {
  @Label(
      "RACE-10 What clients see who put, delete and read at the same time could have happened one call after the other")
  @Rule(
      effort = Effort.MODERATE,
      also = {"CONS-01", "CONS-02", "CONS-03"})
  default void race10(
      Sandbox sandbox, @ForAll(supplier = ClientArbitraries.OfBlobs.class) Clients clients) {
    couldHaveHappenedInTurn(sandbox, clients);
  }

  @Label(
      "RACE-11 What clients see who put with and without conditions, delete, read and list at the same time could have happened one call after the other")
  @Rule(
      needs = {Feature.PUT_IF_ABSENT, Feature.PUT_IF_MATCH},
      effort = Effort.MODERATE,
      also = {"COND-02", "COND-05", "COND-06", "COND-09"})
  default void race11(
      Sandbox sandbox, @ForAll(supplier = ClientArbitraries.OfConditions.class) Clients clients) {
    couldHaveHappenedInTurn(sandbox, clients);
  }

  @Label(
      "RACE-12 What clients see of a key in listings and heads could have happened one call after the other")
  @Rule(
      effort = Effort.MODERATE,
      also = {"CONS-01", "CONS-04", "LIST-13"})
  default void race12(
      Sandbox sandbox, @ForAll(supplier = ClientArbitraries.OfListings.class) Clients clients) {
    couldHaveHappenedInTurn(sandbox, clients);
  }

  private static void couldHaveHappenedInTurn(Sandbox sandbox, Clients clients) {
    sandbox.note(clients.code("bucket"));
    List<KeyHistory> histories = clients.run(sandbox.quietBucket());
    histories.forEach(KeyHistory::check);
    assertThat(histories.stream().mapToLong(KeyHistory::lostWrites).sum())
        .as("the writes whose answer was lost: all of several")
        .isLessThan(Math.max(3, histories.stream().mapToLong(KeyHistory::writes).sum()));
  }
}

package io.holdall.tck.contract;

import io.holdall.Feature;
import io.holdall.tck.Contract;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.history.History;
import io.holdall.tck.history.HistoryArbitraries;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/**
 * The histories of {@link HistoryContract} on two stores, whose answers must be alike. No part of
 * what a store must keep: {@link io.holdall.tck.TckRunner#against} tries these in place of the
 * rest.
 */
public interface DifferenceContract extends Contract {

  @Label("DIFF-01 Puts, reads, deletes and copies in any order are answered alike")
  @Rule
  default void diff01(
      Sandbox sandbox, @ForAll(supplier = HistoryArbitraries.OfBlobs.class) History history) {
    history.compareOn(sandbox, sandbox.against());
  }

  @Label("DIFF-02 Listings fetched while blobs come and go are answered alike")
  @Rule
  default void diff02(
      Sandbox sandbox, @ForAll(supplier = HistoryArbitraries.OfListings.class) History history) {
    history.compareOn(sandbox, sandbox.against());
  }

  @Label("DIFF-03 Multipart uploads in any order of calls are answered alike")
  @Rule(needs = Feature.MULTIPART)
  default void diff03(
      Sandbox sandbox, @ForAll(supplier = HistoryArbitraries.OfUploads.class) History history) {
    history.compareOn(sandbox, sandbox.against());
  }

  @Label("DIFF-04 Tags set, replaced and copied in any order of calls are answered alike")
  @Rule(needs = Feature.TAGS)
  default void diff04(
      Sandbox sandbox, @ForAll(supplier = HistoryArbitraries.OfTags.class) History history) {
    history.compareOn(sandbox, sandbox.against());
  }
}

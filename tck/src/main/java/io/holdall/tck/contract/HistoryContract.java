package io.holdall.tck.contract;

import io.holdall.Feature;
import io.holdall.tck.Contract;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.history.History;
import io.holdall.tck.history.HistoryArbitraries;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/** Generated histories of calls, each answer compared with what the model permits. */
public interface HistoryContract extends Contract {

  @Label("HIST-01 Puts, reads, deletes and copies in any order answer what the model permits")
  @Rule
  default void hist01(
      Sandbox sandbox, @ForAll(supplier = HistoryArbitraries.OfBlobs.class) History history) {
    history.runOn(sandbox);
  }

  @Label("HIST-02 Listings fetched while blobs come and go answer what the model permits")
  @Rule
  default void hist02(
      Sandbox sandbox, @ForAll(supplier = HistoryArbitraries.OfListings.class) History history) {
    history.runOn(sandbox);
  }

  @Label("HIST-03 Multipart uploads in any order of calls answer what the model permits")
  @Rule(needs = Feature.MULTIPART)
  default void hist03(
      Sandbox sandbox, @ForAll(supplier = HistoryArbitraries.OfUploads.class) History history) {
    history.runOn(sandbox);
  }

  @Label(
      "HIST-04 Tags set, replaced and copied in any order of calls answer what the model permits")
  @Rule(needs = Feature.TAGS)
  default void hist04(
      Sandbox sandbox, @ForAll(supplier = HistoryArbitraries.OfTags.class) History history) {
    history.runOn(sandbox);
  }
}

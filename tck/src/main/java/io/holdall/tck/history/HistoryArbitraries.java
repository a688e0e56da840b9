package io.holdall.tck.history;

import io.holdall.tck.gen.KeyArbitraries;
import io.holdall.tck.gen.KeySet;
import io.holdall.tck.gen.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Generates histories of several kinds. */
public final class HistoryArbitraries {
  private static final List<Tuple2<Integer, Verb>> BLOBS =
      List.of(
          Tuple.of(6, Verb.PUT),
          Tuple.of(2, Verb.PUT_FAILING),
          Tuple.of(2, Verb.WRITE),
          Tuple.of(1, Verb.WRITE_ABORTED),
          Tuple.of(4, Verb.GET),
          Tuple.of(2, Verb.HEAD),
          Tuple.of(1, Verb.FIND),
          Tuple.of(2, Verb.DELETE),
          Tuple.of(2, Verb.DELETE_IF),
          Tuple.of(1, Verb.DELETE_ALL),
          Tuple.of(3, Verb.COPY));

  private static final List<Tuple2<Integer, Verb>> LISTINGS =
      List.of(
          Tuple.of(6, Verb.PUT),
          Tuple.of(2, Verb.DELETE),
          Tuple.of(1, Verb.COPY),
          Tuple.of(2, Verb.LIST),
          Tuple.of(6, Verb.LIST_NEXT));

  private static final List<Tuple2<Integer, Verb>> UPLOADS =
      List.of(
          Tuple.of(3, Verb.START),
          Tuple.of(8, Verb.PART),
          Tuple.of(1, Verb.PART_FAILING),
          Tuple.of(2, Verb.PARTS),
          Tuple.of(5, Verb.COMPLETE),
          Tuple.of(1, Verb.ABORT),
          Tuple.of(1, Verb.UPLOADS),
          Tuple.of(2, Verb.PUT),
          Tuple.of(1, Verb.DELETE),
          Tuple.of(1, Verb.LIST));

  private static final List<Tuple2<Integer, Verb>> TAGS =
      List.of(
          Tuple.of(5, Verb.PUT),
          Tuple.of(4, Verb.SET_TAGS),
          Tuple.of(1, Verb.DELETE_TAGS),
          Tuple.of(3, Verb.TAGS),
          Tuple.of(6, Verb.COPY),
          Tuple.of(2, Verb.HEAD),
          Tuple.of(1, Verb.DELETE));

  private HistoryArbitraries() {}

  /** Puts, reads, deletes and copies. */
  public static final class OfBlobs implements ArbitrarySupplier<History> {
    /** For jqwik. */
    public OfBlobs() {}

    @Override
    public Arbitrary<History> get() {
      return histories(KeyArbitraries.set(1, 3), BLOBS, 30);
    }
  }

  /** Listings whose pages are fetched while blobs come and go. */
  public static final class OfListings implements ArbitrarySupplier<History> {
    /** For jqwik. */
    public OfListings() {}

    @Override
    public Arbitrary<History> get() {
      return histories(KeyArbitraries.set(2, 6), LISTINGS, 40);
    }
  }

  /** Uploads in parts, and what happens to their keys meanwhile. */
  public static final class OfUploads implements ArbitrarySupplier<History> {
    /** For jqwik. */
    public OfUploads() {}

    @Override
    public Arbitrary<History> get() {
      return histories(KeyArbitraries.plain(1, 2), UPLOADS, 25);
    }
  }

  /** Tags set, replaced, copied and taken off. */
  public static final class OfTags implements ArbitrarySupplier<History> {
    /** For jqwik. */
    public OfTags() {}

    @Override
    public Arbitrary<History> get() {
      return histories(KeyArbitraries.plain(2, 3), TAGS, 40);
    }
  }

  private static Arbitrary<History> histories(
      Arbitrary<KeySet> keySets, List<Tuple2<Integer, Verb>> verbs, int mostSteps) {
    Arbitrary<Integer> zeroMostly =
        Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(0)), Tuple.of(1, Numbers.upTo(255)));
    Arbitrary<Integer> size =
        Arbitraries.frequencyOf(
            Tuple.of(8, Numbers.upTo(9)), Tuple.of(1, Arbitraries.of(100, 4096, 8193, 70_000)));
    List<Verb> repeated = new ArrayList<>();
    verbs.forEach(verb -> repeated.addAll(Collections.nCopies(verb.get1(), verb.get2())));
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.of(repeated),
                Numbers.upTo(7),
                Numbers.upTo(7),
                size,
                Numbers.upTo(63),
                zeroMostly)
            .as(Step::new);
    return Combinators.combine(keySets, Numbers.lists(step, 1, mostSteps))
        .as((KeySet keys, List<Step> steps) -> new History(keys, steps));
  }
}

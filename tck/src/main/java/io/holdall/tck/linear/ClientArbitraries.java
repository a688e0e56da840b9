package io.holdall.tck.linear;

import io.holdall.tck.gen.Numbers;
import io.holdall.tck.linear.Clients.Act;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/** Generates clients of several kinds. */
public final class ClientArbitraries {
  private ClientArbitraries() {}

  /** Puts, deletes and reads. */
  public static final class OfBlobs implements ArbitrarySupplier<Clients> {
    /** For jqwik. */
    public OfBlobs() {}

    @Override
    public Arbitrary<Clients> get() {
      return clients(2, Act.GET, Act.PUT, Act.HEAD, Act.PUT, Act.GET, Act.DELETE);
    }
  }

  /** All calls there are, and mostly puts under conditions, which few of the clients can win. */
  public static final class OfConditions implements ArbitrarySupplier<Clients> {
    /** For jqwik. */
    public OfConditions() {}

    @Override
    public Arbitrary<Clients> get() {
      return clients(
          2,
          Act.GET,
          Act.PUT_IF_MATCH,
          Act.PUT_IF_ABSENT,
          Act.PUT,
          Act.PUT_IF_MATCH,
          Act.DELETE,
          Act.PUT_IF_ABSENT,
          Act.HEAD,
          Act.LIST);
    }
  }

  /** Listings of keys that come and go. */
  public static final class OfListings implements ArbitrarySupplier<Clients> {
    /** For jqwik. */
    public OfListings() {}

    @Override
    public Arbitrary<Clients> get() {
      return clients(3, Act.LIST, Act.PUT, Act.HEAD, Act.LIST, Act.PUT, Act.DELETE);
    }
  }

  private static Arbitrary<Clients> clients(int mostKeys, Act... acts) {
    Arbitrary<Clients.Step> step =
        Combinators.combine(Arbitraries.of(acts), Numbers.upTo(mostKeys - 1)).as(Clients.Step::new);
    Arbitrary<List<List<Clients.Step>>> scripts = Numbers.lists(Numbers.lists(step, 1, 10), 2, 4);
    return Combinators.combine(
            Numbers.between(1, mostKeys), Arbitraries.of(0, 100, 9000, 20_000), scripts)
        .as(Clients::new);
  }
}

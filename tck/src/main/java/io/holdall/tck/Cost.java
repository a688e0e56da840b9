package io.holdall.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * How many requests one try of a rule takes, cleaning up included. Measured on a store in memory
 * and kept as data, {@code costs.properties}.
 *
 * @param mean over many tries
 * @param most that one of them took
 */
public record Cost(double mean, long most) {
  private static final String FILE = "costs.properties";

  /** The name in the file for a rule whose place is taken by the refusal of a feature. */
  static final String REFUSAL = "refusal";

  static final Cost NONE = new Cost(0, 0);

  /**
   * What the file says, if it does, for targets that make buckets of their own and for those that
   * do not.
   */
  static Optional<Cost> measured(String name, boolean ownBuckets) {
    return Optional.ofNullable(Table.LINES.getProperty(name)).map(line -> read(line, ownBuckets));
  }

  private static Cost read(String line, boolean ownBuckets) {
    String[] columns = line.split(" +", -1);
    int from = ownBuckets ? 0 : 2;
    return new Cost(Double.parseDouble(columns[from]), Long.parseLong(columns[from + 1]));
  }

  /** What one try of the rule takes on the target. */
  static Cost of(RuleInfo rule, TckTarget target) {
    boolean ownBuckets = target.home().isEmpty();
    Optional<Absence> absence = Absence.of(rule, target);
    if (absence.isEmpty()) {
      return measured(rule.id(), ownBuckets).orElseGet(rule.effort()::cost);
    }
    int refusals = absence.get().lacking().size();
    Cost refusal = measured(REFUSAL, ownBuckets).orElse(NONE);
    return new Cost(refusal.mean() * refusals, refusal.most() * refusals);
  }

  private static final class Table {
    static final Properties LINES = read();

    private static Properties read() {
      Properties lines = new Properties();
      try (InputStream stream = Cost.class.getResourceAsStream(FILE)) {
        if (stream == null) {
          throw new IllegalStateException("the kit was packed without " + FILE);
        }
        lines.load(stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return lines;
    }
  }
}

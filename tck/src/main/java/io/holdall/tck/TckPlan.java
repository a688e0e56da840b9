package io.holdall.tck;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run is about to do.
 *
 * @param target its name
 * @param place where in the store the run works, for people to read
 * @param started when it was planned
 * @param seed where all that is generated comes from
 * @param tries how often cheap rules are tried, if the budget allows
 * @param budget how many requests it may make, if that is limited
 * @param command the command line that asked for it; empty if there was none
 * @param rules what is tried, by area and id
 */
public record TckPlan(
    String target,
    String place,
    Instant started,
    long seed,
    int tries,
    OptionalLong budget,
    String command,
    List<Item> rules) {

  /**
   * One rule of a plan.
   *
   * @param rule which one
   * @param tries at least 1
   * @param cost of one try
   */
  public record Item(RuleInfo rule, int tries, Cost cost) {}

  public TckPlan {
    rules = List.copyOf(rules);
  }

  /**
   * Plans a run. Asks the store nothing.
   *
   * @throws IllegalArgumentException if the budget does not allow one try of each rule
   */
  static TckPlan of(
      TckTarget target, Instant now, long seed, List<RuleInfo> rules, TckOptions options) {
    List<Item> items = new ArrayList<>();
    for (RuleInfo rule : rules) {
      int tries = Absence.of(rule, target).isPresent() ? 1 : rule.tries(options.tries());
      items.add(new Item(rule, tries, Cost.of(rule, target)));
    }
    if (options.budget().isPresent()) {
      items = Budget.share(items, options.budget().getAsLong());
    }
    return new TckPlan(
        target.name(),
        "",
        now,
        seed,
        options.tries(),
        options.budget(),
        options.invocation().command(),
        items);
  }

  TckPlan at(String name, String where) {
    return new TckPlan(name, where, started, seed, tries, budget, command, rules);
  }

  /** How many requests the run will make, going by what the rules took on a store in memory. */
  public long requests() {
    double requests = Budget.PROBE;
    for (Item item : rules) {
      requests += item.tries() * item.cost().mean();
    }
    return Math.round(requests);
  }

  /** How often all rules are tried together. */
  public long allTries() {
    return rules.stream().mapToLong(Item::tries).sum();
  }

  Optional<Item> item(RuleInfo rule) {
    return rules.stream().filter(item -> item.rule().equals(rule)).findFirst();
  }
}

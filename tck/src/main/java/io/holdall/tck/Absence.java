package io.holdall.tck;

import io.holdall.Feature;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Why a rule does not apply to a target.
 *
 * @param lacking the features that the store does not declare; empty if it is the target that does
 *     not have what the rule needs
 */
record Absence(Set<Feature> lacking, String reason) {
  /** Empty if the rule applies. */
  static Optional<Absence> of(RuleInfo rule, TckTarget target) {
    Set<Feature> lacking = EnumSet.noneOf(Feature.class);
    lacking.addAll(rule.needs());
    lacking.removeAll(target.store().features());
    if (!lacking.isEmpty()) {
      return Optional.of(new Absence(lacking, "the store does not declare " + lacking));
    }
    if (rule.ownBuckets() && target.home().isPresent()) {
      return Optional.of(
          new Absence(Set.of(), "the target is one bucket, and the rule makes its own"));
    }
    return rule.movesTime() && target.past().isEmpty()
        ? Optional.of(new Absence(Set.of(), "the target cannot presign in the past"))
        : Optional.empty();
  }
}

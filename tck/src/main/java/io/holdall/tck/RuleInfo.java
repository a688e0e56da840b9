package io.holdall.tck;

import io.holdall.Feature;
import io.holdall.tck.contract.DifferenceContract;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/**
 * A rule of the kit.
 *
 * @param id such as {@code LIST-01}; unique
 * @param text what a store that keeps the rule does, as a sentence without its full stop
 * @param area where it belongs
 * @param sources the ids of the facts about S3 that it checks; empty for rules of this library's
 *     own
 * @param effort how dear a try is
 * @param needs what a store must have for the rule to apply
 * @param ownBuckets whether it makes buckets
 * @param movesTime whether it presigns in the past
 * @param method of the area's contract
 */
public record RuleInfo(
    String id,
    String text,
    Area area,
    List<String> sources,
    Effort effort,
    Set<Feature> needs,
    boolean ownBuckets,
    boolean movesTime,
    Method method) {
  private static final Pattern LABEL = Pattern.compile("([A-Z]+[0-9]*-[0-9]{2}[a-z]?) (.+[^.])");
  private static final Set<String> OWN =
      Set.of("ERR", "VIEW", "XFER", "HIST", "DIFF", "RACE", "API");

  public RuleInfo {
    sources = List.copyOf(sources);
    needs = Set.copyOf(needs);
  }

  /** Every rule of the kit, by area and id. */
  public static List<RuleInfo> all() {
    return Arrays.stream(Area.values())
        .flatMap(area -> of(area, area.contract()).stream())
        .toList();
  }

  /** What two stores are compared by, which is part of no area's contract. */
  static List<RuleInfo> differences() {
    return of(Area.HISTORY, DifferenceContract.class);
  }

  private static List<RuleInfo> of(Area area, Class<? extends Contract> contract) {
    return Stream.concat(Stream.of(contract), Arrays.stream(contract.getInterfaces()))
        .flatMap(part -> Arrays.stream(part.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Rule.class))
        .map(method -> of(area, method))
        .sorted(Comparator.comparing(RuleInfo::id))
        .toList();
  }

  private static RuleInfo of(Area area, Method method) {
    Rule rule = method.getAnnotation(Rule.class);
    Label label = method.getAnnotation(Label.class);
    var matcher = LABEL.matcher(label == null ? "" : label.value());
    if (!matcher.matches()) {
      throw new IllegalStateException("a rule needs a label like \"LIST-01 text\": " + method);
    }
    String id = matcher.group(1);
    List<String> sources = new ArrayList<>();
    if (!OWN.contains(id.substring(0, id.indexOf('-')))) {
      sources.add(id.replaceFirst("[a-z]$", ""));
    }
    sources.addAll(List.of(rule.also()));
    return new RuleInfo(
        id,
        matcher.group(2),
        area,
        sources,
        rule.effort(),
        Set.of(rule.needs()),
        rule.ownBuckets(),
        rule.movesTime(),
        method);
  }

  /**
   * How often the rule is tried.
   *
   * @param cheap how often a cheap rule is tried, at least 1
   */
  int tries(int cheap) {
    boolean generated =
        Arrays.stream(method.getParameters()).anyMatch(it -> it.isAnnotationPresent(ForAll.class));
    return generated ? effort.tries(cheap) : 1;
  }

  /**
   * Whether a selector means this rule: its id, the part of the id before the dash, or the name of
   * its area, in any case.
   */
  public boolean isMeantBy(String selector) {
    String upper = selector.strip().toUpperCase(Locale.ROOT);
    return upper.equals(id.toUpperCase(Locale.ROOT))
        || upper.equals(area.name())
        || upper.equals(id.substring(0, id.indexOf('-')));
  }

  /** Id and text. */
  @Override
  public String toString() {
    return id + " " + text;
  }
}

package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Feature;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RuleInfoTest {
  @Test
  void everyContractIsGathered() {
    for (Area area : Area.values()) {
      assertThat(area.contract()).isAssignableFrom(BlobStoreTck.class);
    }
    assertThat(BlobStoreTck.class.getInterfaces()).hasSameSizeAs(Area.values());
  }

  @Test
  void everyRuleHasAnIdOfItsOwn() {
    List<String> ids = RuleInfo.all().stream().map(RuleInfo::id).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(RuleInfo.all().stream().map(RuleInfo::text)).doesNotHaveDuplicates();
  }

  @Test
  void everyMethodOfAContractIsARuleNamedAfterItsId() {
    for (Area area : Area.values()) {
      for (Method method : area.contract().getMethods()) {
        if (method.isDefault() && method.getDeclaringClass() != Contract.class) {
          assertThat(method.isAnnotationPresent(Rule.class)).as("%s is a rule", method).isTrue();
          assertThat(method.isAnnotationPresent(Property.class)).isFalse();
        }
      }
    }
    for (RuleInfo rule : RuleInfo.all()) {
      String compact = rule.id().toLowerCase(Locale.ROOT).replace("-", "");
      assertThat(rule.method().getName()).isEqualTo(compact);
    }
  }

  @Test
  void everyRuleIsGivenASandbox() {
    for (RuleInfo rule : RuleInfo.all()) {
      assertThat(rule.method().getParameterTypes()[0]).as("%s", rule).isEqualTo(Sandbox.class);
    }
  }

  /** Of facts that are uncertain in part, what rules check nevertheless because it is certain. */
  private static final Map<String, String> CERTAIN =
      Map.ofEntries(
          Map.entry("CHK-20", "the types of CRC32, CRC32C, SHA-1 and SHA-256"),
          Map.entry("COND-21", "that * is met by a blob that is there"),
          Map.entry("GET-30", "that a range behind the end of an empty blob is refused"),
          Map.entry("GET-41", "blobs that are not empty"),
          Map.entry("GET-61", "the ETag *"),
          Map.entry("GET-63", "times in the future"),
          Map.entry("KEY-02", "that case counts"),
          Map.entry("KEY-08", "dot segments that do not climb out of the bucket"),
          Map.entry("LIST-03", "delimiters of one character"),
          Map.entry("META-02", "what is a tenth below the limit"),
          Map.entry("PUT-12", "blobs put in one piece"),
          Map.entry("TAG-11", "ETag, metadata and overwriting"));

  @Test
  void sourcesAreFacts() throws IOException {
    Map<String, Boolean> facts = facts();
    Set<String> uncertain = new TreeSet<>();
    for (RuleInfo rule : RuleInfo.all()) {
      assertThat(facts.keySet()).as("the sources of %s", rule).containsAll(rule.sources());
      rule.sources().stream().filter(facts::get).forEach(uncertain::add);
    }
    assertThat(uncertain).containsExactlyInAnyOrderElementsOf(CERTAIN.keySet());
  }

  /** From the ids of the facts to whether something about them is uncertain. */
  private static Map<String, Boolean> facts() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RuleInfoTest.class.getResourceAsStream("facts.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(
              Collectors.toMap(line -> line.replace(" (U)", ""), line -> line.endsWith(" (U)")));
    }
  }

  @Test
  void anIdIsThatOfAFactOrOfTheLibrary() throws IOException {
    Set<String> facts = facts().keySet();
    for (RuleInfo rule : RuleInfo.all()) {
      String fact = rule.id().replaceFirst("[a-z]$", "");
      assertThat(facts.contains(fact))
          .as("%s is named after a fact", rule)
          .isEqualTo(rule.sources().contains(fact) && rule.sources().get(0).equals(fact));
    }
  }

  @Test
  void aSelectorMeansARuleAGroupOrAnArea() {
    RuleInfo rule = rule("LIST-01");
    assertThat(List.of("LIST-01", "list-01", "LIST", "list"))
        .allMatch(selector -> rule.isMeantBy(selector));
    assertThat(List.of("LIST-02", "PUT", "LIST-0", "")).noneMatch(rule::isMeantBy);
    assertThat(rule("CONS-01").isMeantBy("PUT")).isTrue();
    assertThat(rule("CONS-01").isMeantBy("CONS")).isTrue();
  }

  @Test
  void aSelectorThatMeansNothingIsRefused() {
    assertThatThrownBy(() -> TckRunner.of(() -> null).only("LIST", "NONE-01"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NONE-01");
  }

  @Test
  void onlyAndExceptSelect() {
    TckRunner runner = TckRunner.of(() -> null).only("LIST", "PUT-01").except("LIST-01");
    assertThat(runner.rules()).extracting(RuleInfo::id).contains("LIST-02", "PUT-01");
    assertThat(runner.rules()).extracting(RuleInfo::id).doesNotContain("LIST-01", "PUT-03");
  }

  @Test
  void aDeviationMustNameARule() {
    assertThatThrownBy(() -> TckOptions.defaults().deviations(Map.of("LIST-99", "why not")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LIST-99");
  }

  @Test
  void rulesWithoutGeneratedParametersAreTriedOnce() {
    assertThat(rule("PUT-07").tries(100)).isEqualTo(1);
    assertThat(rule("LIST-01").tries(100)).isEqualTo(100);
    assertThat(rule("LIST-01").tries(1)).isEqualTo(1);
    assertThat(Effort.COSTLY.tries(100)).isEqualTo(10);
    assertThat(Effort.HEAVY.tries(1)).isEqualTo(1);
  }

  @Test
  void needsAreFeatures() {
    assertThat(rule("HIST-04").needs()).containsExactly(Feature.TAGS);
  }

  private static RuleInfo rule(String id) {
    return RuleInfo.all().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }
}

package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Feature;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
      for (Method method : area.contract().getDeclaredMethods()) {
        if (method.isDefault()) {
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

  @Test
  void sourcesAreIdsOfFacts() {
    for (RuleInfo rule : RuleInfo.all()) {
      assertThat(rule.sources()).allMatch(source -> source.matches("[A-Z]+-[0-9]{2}"));
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

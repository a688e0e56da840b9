package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Tags;
import io.holdall.tck.Area;
import io.holdall.tck.Outcome;
import io.holdall.tck.RuleInfo;
import io.holdall.tck.TckOptions;
import io.holdall.tck.TckRunner;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories come upon many a defect; once it is named they must be able to look for others. */
class NamedDeviationsTest {
  private static final Set<String> HISTORIES =
      RuleInfo.all().stream()
          .filter(rule -> rule.area() == Area.HISTORY)
          .map(RuleInfo::id)
          .collect(Collectors.toSet());

  private static final Set<String> OF_THE_CATALOGUE =
      Set.of("COPY-06", "LIST-01", "LIST-03a", "LIST-05", "MPU-38", "MPU-50");

  static Stream<BrokenStore> defects() {
    return Stream.concat(
        Catalogue.all().stream()
            .filter(store -> OF_THE_CATALOGUE.contains(store.rule()))
            .filter(store -> !store.does().contains("blobs of parts")), // no history copies those
        Stream.of(
            broken(
                "TAG-11",
                "does not decode the tags that come with a blob",
                put(
                    (sound, bucket, key, payload, options) ->
                        sound.put(bucket, key, payload, options.tags(encoded(options.tags())))))));
  }

  private static Tags encoded(Tags tags) {
    Map<String, String> values = new TreeMap<>();
    tags.asMap()
        .forEach(
            (name, value) -> values.put(name, URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return new Tags(values);
  }

  @ParameterizedTest
  @MethodSource("defects")
  void historiesPassOverADefectThatIsNamed(BrokenStore store) {
    TckOptions options = TckOptions.defaults().seed(20_300_601).shrinkTries(0);
    Set<String> upon = failed(store, options, HISTORIES);
    assertThat(upon).isNotEmpty();
    assertThat(failed(store, options.deviation(store.rule(), "it is broken"), upon)).isEmpty();
  }

  private static Set<String> failed(BrokenStore store, TckOptions options, Set<String> rules) {
    return TckRunner.of(store::target)
        .options(options)
        .only(rules.toArray(String[]::new))
        .run()
        .with(Outcome.FAILED)
        .stream()
        .map(result -> result.rule().id())
        .collect(Collectors.toSet());
  }
}

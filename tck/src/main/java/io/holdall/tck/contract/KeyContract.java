package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Blob;
import io.holdall.BlobInfo;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.DeleteOutcome;
import io.holdall.Feature;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Key;
import io.holdall.tck.model.ListRules;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** That keys are what they are, to the byte. */
public interface KeyContract extends KeyRouteContract {
  /** Puts each key, and expects each to be found by every operation, and nothing else. */
  private static void areDistinct(Sandbox sandbox, List<String> keys) {
    Bucket bucket = sandbox.bucket();
    keys.forEach(key -> bucket.put(key, Body.of("of " + key)));
    assertThat(bucket.list().stream().map(BlobInfo::key)).containsExactlyInAnyOrderElementsOf(keys);
    for (String key : keys) {
      assertThat(bucket.getString(key)).isEqualTo("of " + key);
      assertThat(bucket.head(key).key()).isEqualTo(key);
    }
    bucket.delete(keys.get(0));
    assertThat(bucket.find(keys.get(0))).isEmpty();
    for (String key : keys.subList(1, keys.size())) {
      assertThat(bucket.getString(key)).isEqualTo("of " + key);
    }
  }

  @Label("KEY-01 A key may have up to 1,024 bytes of UTF-8, and not one more")
  @Rule(needs = Feature.ANY_KEY)
  default void key01(
      Sandbox sandbox,
      @ForAll @IntRange(min = 0, max = 3) int width,
      @ForAll @IntRange(min = 0, max = 2) int less) {
    Bucket bucket = sandbox.bucket();
    String unit = List.of("a", "\u00E9", "\u3042", "\uD83D\uDE00").get(width);
    int bytes = sandbox.maxKeyBytes() - less;
    int units = bytes / (width + 1);
    String key = unit.repeat(units) + "z".repeat(bytes - units * (width + 1));
    bucket.put(key, Body.of("x"));
    assertThat(bucket.getString(key)).isEqualTo("x");
    assertThat(Expect.keys(bucket)).containsExactly(key);
    bucket.delete(key);
    assertThat(bucket.find(key)).isEmpty();
    String tooLong = key + "z".repeat(less + 1);
    assertThatThrownBy(() -> bucket.put(tooLong, Body.of("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bucket.get(tooLong).close())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Label("KEY-02 Keys that differ in case are different keys")
  @Rule
  default void key02(Sandbox sandbox) {
    areDistinct(
        sandbox, List.of("CamelCase/Key", "camelcase/key", "CAMELCASE/KEY", "\u00C9", "\u00E9"));
  }

  @Label("API-06 Keys are not normalised")
  @Rule(needs = Feature.ANY_KEY)
  default void api06(Sandbox sandbox) {
    String composed = "caf\u00E9";
    String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
    // The last two are one letter to compatibility normalisation alone.
    areDistinct(sandbox, List.of(composed, decomposed, "\u212B", "\u00C5", "\uFF21", "A"));
  }

  @Label("KEY-03 Slashes have no meaning: leading, doubled and trailing ones are kept")
  @Rule(needs = Feature.ANY_KEY)
  default void key03(Sandbox sandbox) {
    areDistinct(
        sandbox, List.of("a", "a/", "a//", "/a", "//a", "/", "//", "a/b", "a//b", "/a/b", "a/b/"));
  }

  @Label("KEY-05 Percent signs and plus signs are kept as they are")
  @Rule
  default void key05(Sandbox sandbox) {
    areDistinct(
        sandbox,
        List.of(
            "a/b", "a%2Fb", "a%252Fb", "a%2fb", "a b", "a+b", "a%20b", "a%2Bb", "%", "%zz",
            "100%"));
  }

  @Label("KEY-06 A key and those that look like it are different keys")
  @Rule(needs = Feature.ANY_KEY, effort = Effort.MODERATE)
  default void key06(Sandbox sandbox, @ForAll Key key) {
    List<String> keys = new ArrayList<>(List.of(key.text()));
    keys.addAll(key.lookalikes());
    areDistinct(sandbox, keys);
  }

  @Label("KEY-06a Any key goes through every operation unchanged")
  @Rule(needs = Feature.ANY_KEY)
  default void key06a(Sandbox sandbox, @ForAll Key key) {
    Bucket bucket = sandbox.bucket();
    String text = key.text();
    bucket.put(text, Body.of("x"));
    try (Blob blob = bucket.get(text)) {
      assertThat(blob.attributes().key()).isEqualTo(text);
    }
    assertThat(bucket.head(text).key()).isEqualTo(text);
    assertThat(bucket.find(text)).isPresent();
    assertThat(Expect.keys(bucket)).containsExactly(text);
    assertThat(bucket.list(text).stream().map(BlobInfo::key)).containsExactly(text);
    bucket.copy(text, "copy of " + text);
    bucket.delete(text);
    bucket.copy("copy of " + text, text);
    assertThat(bucket.getString(text)).isEqualTo("x");
    if (sandbox.has(Feature.MULTIPART)) {
      var upload = bucket.startUpload(text);
      assertThat(bucket.listUploads(text).map(it -> it.key())).containsExactly(text);
      upload.abort();
    }
    if (sandbox.has(Feature.TAGS)) {
      assertThat(bucket.tags(text).asMap()).isEmpty();
    }
    bucket.deleteAll(List.of(text, "copy of " + text));
    assertThat(Expect.keys(bucket)).isEmpty();
  }

  @Label("KEY-08 Dot segments are kept")
  @Rule(needs = Feature.ANY_KEY)
  default void key08(Sandbox sandbox) {
    areDistinct(
        sandbox,
        List.of(
            "a/../b", "b", "a/./b", "a/b", "./a", "a", "a/b/..", "a/.", "./b", "a/...", "..a",
            ".hidden"));
  }

  @Label("KEY-12 Control characters are kept")
  @Rule(needs = Feature.ANY_KEY)
  default void key12(Sandbox sandbox) {
    areDistinct(
        sandbox,
        List.of(
            "a\tb",
            "a\nb",
            "a\rb",
            "a\r\nb",
            "a\u0001b",
            "a\u001Fb",
            "a\u007Fb",
            "a\u0085b",
            "a\u2028b",
            "ab",
            "a\uFFFEb",
            "a\uFFFFb"));
  }

  @Label("KEY-12a Keys with control characters and markup are deleted with many others")
  @Rule(needs = Feature.ANY_KEY, also = "DEL-22")
  default void key12a(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    List<String> doomed =
        List.of(
            "a\nb",
            "a\rb",
            "a\r\nb",
            "\ta\t",
            "a\u0001b",
            "a\u001Fb",
            "a\u0085b",
            "a\u2028b",
            "a\uFFFEb",
            "<a>&amp;'\"]]>",
            "&#13;",
            " a ",
            "\uD83D\uDE00");
    // What a parser may take some of them for.
    List<String> others =
        List.of("a b", "ab", "a\n\nb", "a\\nb", "a", "&amp;", "<a>&'\"]]>", "&#10;", "?");
    doomed.forEach(key -> bucket.put(key, Body.of("x")));
    others.forEach(key -> bucket.put(key, Body.of("of " + key)));
    List<DeleteOutcome> outcomes = bucket.deleteAll(doomed);
    assertThat(outcomes.stream().map(DeleteOutcome::key)).containsExactlyElementsOf(doomed);
    assertThat(outcomes).allMatch(outcome -> outcome.error().isEmpty());
    assertThat(Expect.keys(bucket)).containsExactlyInAnyOrderElementsOf(others);
  }

  @Label("KEY-04 A blob can lie under a key that is the folder of others")
  @Rule(needs = Feature.ANY_KEY)
  default void key04(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    areDistinct(sandbox, List.of("a", "a/b", "a/b/c", "a/b/"));
    assertThat(Expect.keys(bucket))
        .containsExactlyElementsOf(
            List.of("a/b", "a/b/", "a/b/c").stream().sorted(ListRules.ORDER).toList());
  }
}

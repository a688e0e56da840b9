package io.holdall.tck.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.ByteRange;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.PresignRequest;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.tck.gen.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static String code(Object value) {
    return new JavaCode(Map.of()).of(value);
  }

  @Test
  void spellsValuesAsTheyAreMade() {
    assertThat(code("a\"\\\n\u00E9\uD83D\uDE00"))
        .isEqualTo("\"a\\\"\\\\\\n\\u00E9\\uD83D\\uDE00\"");
    assertThat(code(Body.of("text"))).isEqualTo("Body.of(\"text\")");
    assertThat(code(Body.of(new byte[] {0, (byte) 255})))
        .isEqualTo("Body.of(HexFormat.of().parseHex(\"00ff\"))");
    assertThat(code(new Content(70, 3).body())).isEqualTo("Body.of(pattern(70, 3))");
    assertThat(code(PutOptions.defaults().contentType("a/b").metadata("m", "v").ifAbsent()))
        .isEqualTo(
            "PutOptions.defaults().headers(ContentHeaders.none().contentType(\"a/b\"))"
                + ".metadata(\"m\", \"v\").condition(WriteCondition.ifAbsent())");
    assertThat(
            code(
                GetOptions.defaults()
                    .range(ByteRange.suffix(3))
                    .conditions(ReadConditions.none().ifModifiedSince(Instant.EPOCH))))
        .isEqualTo(
            "GetOptions.defaults().range(ByteRange.suffix(3L)).conditions("
                + "ReadConditions.none().ifModifiedSince(Instant.parse(\"1970-01-01T00:00:00Z\")))");
    assertThat(code(ListOptions.under("p").delimiter("/").pageSize(2)))
        .isEqualTo("ListOptions.under(\"p\").delimiter(\"/\").pageSize(2)");
    assertThat(
            code(
                PresignRequest.get("k", Duration.ofMinutes(1))
                    .header("a", "b")
                    .response(ContentHeaders.none().cacheControl("no-store"))))
        .isEqualTo(
            "PresignRequest.get(\"k\", Duration.parse(\"PT1M\")).header(\"a\", \"b\")"
                + ".response(ContentHeaders.none().cacheControl(\"no-store\"))");
    assertThat(code(Checksum.of(ChecksumAlgorithm.CRC32, new byte[4])))
        .isEqualTo("Checksum.parse(ChecksumAlgorithm.CRC32, \"AAAAAA==\")");
  }

  @Test
  void namesWhatEarlierLinesReturned() {
    Script script = new Script();
    ETag etag = ETag.of("opaque");
    script.call("put", code -> "bucket.put()", () -> new PutResult(etag, Optional.empty()));
    script.call("", code -> "bucket.delete(" + code.of(etag) + ")", () -> true);
    assertThat(script.toString().lines())
        .containsExactly(
            "var put1 = bucket.put(); // opaque", "bucket.delete(put1.etag()); // true");
  }

  /** The number of its line stands in a later one by accident. */
  @Test
  void whatReturnsNothingHasNoNameAmongClients() throws Exception {
    Script script = new Script();
    Callable<String> client =
        () -> {
          script.call("", code -> "bucket.delete(\"a\")", () -> "");
          return script.call("", code -> "bucket.delete(\"1\")", () -> "");
        };
    script.meeting(List.of(client)).get(0).call();
    assertThat(script.toString()).contains("try { bucket.delete(\"a\"); }").doesNotContain("var 1");
  }

  @Test
  void tellsWhatWasThrown() {
    Script script = new Script();
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () ->
                    script.call(
                        "put",
                        code -> "bucket.put()",
                        () -> {
                          throw new IllegalStateException("closed");
                        })))
        .hasMessage("closed");
    assertThat(script.toString())
        .isEqualTo(
            "assertThrows(IllegalStateException.class, () -> bucket.put()); // java.lang.IllegalStateException: closed");
  }

  @Test
  void explainsPatterns() {
    Script script = new Script();
    script.call("", code -> "bucket.put(" + code.of(new Content(100, 1).body()) + ")", () -> "");
    assertThat(script.toString()).contains("Body.of(pattern(100, 1))").endsWith(Content.SOURCE);
  }

  @Test
  void leavesOutTheMiddleOfALongOne() {
    Script script = new Script();
    for (int i = 0; i < 1000; i++) {
      script.note("line " + i);
    }
    assertThat(script.toString().lines()).hasSize(121).contains("// … 880 more calls …");
    assertThat(script.toString()).contains("line 0;").contains("line 999;");
  }

  @Test
  void headersAreSpelledOnce() {
    assertThat(code(ContentHeaders.none().expires("never")))
        .isEqualTo("ContentHeaders.none().expires(\"never\")");
  }
}

package io.holdall.endpoint.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.endpoint.Wire;
import io.holdall.endpoint.Wire.Answer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingsTest {
  private static final String EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e";

  private final Wire wire = new Wire();
  private Bucket bucket;

  @BeforeEach
  void fill() {
    bucket = wire.bucket("bucket");
  }

  private void put(String... keys) {
    for (String key : keys) {
      bucket.put(key, Body.empty());
    }
  }

  private static List<String> names(Answer answer) {
    List<String> names = new ArrayList<>();
    Matcher name =
        Pattern.compile("<Contents><Key>([^<]*)<|<CommonPrefixes><Prefix>([^<]*)<")
            .matcher(answer.is(200).body());
    while (name.find()) {
      names.add(name.group(1) == null ? name.group(2) : name.group(1));
    }
    return names;
  }

  @Test
  void tellsAllOfAnObject() {
    put("a&b");
    assertThat(wire.send("GET", "/bucket?list-type=2").document())
        .isEqualTo(
            "<ListBucketResult><Name>bucket</Name><Prefix></Prefix><KeyCount>1</KeyCount>"
                + "<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
                + "<Contents><Key>a&amp;b</Key><LastModified>2026-03-01T12:00:00.000Z</LastModified>"
                + "<ETag>&quot;"
                + EMPTY_MD5
                + "&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm>"
                + "<ChecksumType>FULL_OBJECT</ChecksumType><Size>0</Size>"
                + "<StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>");
    // LIST-26, LIST-40
    assertThat(wire.send("GET", "/bucket?list-type=2&fetch-owner=true").body()).contains("<Owner>");
    assertThat(wire.send("GET", "/bucket").body())
        .contains("<Owner>", "<Marker></Marker>")
        .doesNotContain("KeyCount", "NextMarker");
  }

  @Test
  void goesOnWithTokens() {
    put("a", "b/1", "b/2", "c", "d");
    Answer first = wire.send("GET", "/bucket?list-type=2&delimiter=/&max-keys=2").is(200);
    assertThat(names(first)).containsExactly("a", "b/");
    assertThat(first.text("IsTruncated")).isEqualTo("true");
    assertThat(first.text("KeyCount")).isEqualTo("2");
    assertThat(first.text("Delimiter")).isEqualTo("/");
    String token = first.text("NextContinuationToken");
    Answer second =
        wire.send("GET", "/bucket?list-type=2&delimiter=/&max-keys=2&continuation-token=" + token);
    assertThat(names(second)).containsExactly("c", "d");
    assertThat(second.text("ContinuationToken")).isEqualTo(token);
    assertThat(second.text("IsTruncated")).isEqualTo("false");
    assertThat(second.body()).doesNotContain("NextContinuationToken");
  }

  @Test
  void aTokenKnowsWhereTheListingBegan() {
    // LIST-24
    put("a", "b", "c", "d");
    Answer first = wire.send("GET", "/bucket?list-type=2&start-after=a&max-keys=1");
    assertThat(names(first)).containsExactly("b");
    assertThat(first.text("StartAfter")).isEqualTo("a");
    String token = first.text("NextContinuationToken");
    String next = "/bucket?list-type=2&max-keys=1&continuation-token=" + token;
    assertThat(names(wire.send("GET", next))).containsExactly("c");
    assertThat(names(wire.send("GET", next + "&start-after=a"))).containsExactly("c");
    assertThat(names(wire.send("GET", next + "&start-after=zzz"))).containsExactly("c");
  }

  @ParameterizedTest(name = "LIST-25: {0}")
  @ValueSource(strings = {"", "x", ".", "YQ.", "YQ.x", "???"})
  void refusesTokensThatAreNone(String token) {
    put("a", "b");
    assertThat(
            wire.send("GET", "/bucket?list-type=2&continuation-token=" + token)
                .is(400, "InvalidArgument")
                .text("ArgumentName"))
        .isEqualTo("continuation-token");
  }

  /** LIST-25, also for a token that was made by hand. */
  @Test
  void refusesATokenThatBeginsNowhere() {
    String start =
        Base64.getUrlEncoder().withoutPadding().encodeToString("k".repeat(1025).getBytes(UTF_8));
    wire.send("GET", "/bucket?list-type=2&continuation-token=" + start + ".x")
        .is(400, "InvalidArgument");
  }

  @Test
  void countsAndCaps() {
    put("a", "b");
    // LIST-07
    for (String version : new String[] {"", "list-type=2&"}) {
      Answer none = wire.send("GET", "/bucket?" + version + "max-keys=0").is(200);
      assertThat(names(none)).isEmpty();
      assertThat(none.text("IsTruncated")).isEqualTo("false");
      assertThat(none.text("MaxKeys")).isEqualTo("0");
      assertThat(wire.send("GET", "/bucket?" + version + "max-keys=5000").text("MaxKeys"))
          .isEqualTo("1000");
      for (String bad : new String[] {"-1", "x", "1.5"}) {
        wire.send("GET", "/bucket?" + version + "max-keys=" + bad).is(400, "InvalidArgument");
      }
    }
  }

  @Test
  void encodesNames() {
    put("a b+c", "d/ä", "e&f");
    String query = "list-type=2&encoding-type=url&delimiter=%26&start-after=a%20&prefix=";
    Answer answer = wire.send("GET", "/bucket?" + query).is(200);
    assertThat(names(answer)).containsExactly("a%20b%2Bc", "d/%C3%A4", "e%26");
    assertThat(answer.text("EncodingType")).isEqualTo("url");
    assertThat(answer.text("Delimiter")).isEqualTo("%26");
    assertThat(answer.text("StartAfter")).isEqualTo("a%20");
    // LIST-09
    for (String bad : new String[] {"", "base64"}) {
      assertThat(
              wire.send("GET", "/bucket?encoding-type=" + bad)
                  .is(400, "InvalidArgument")
                  .text("ArgumentName"))
          .isEqualTo("encoding-type");
    }
  }

  @Test
  void goesOnWithMarkers() {
    put("folder/aSub/1", "folder/aSub/2", "folder/bSub/1", "folder/c");
    String list = "/bucket?prefix=folder/&delimiter=/&max-keys=1&marker=";
    // LIST-42 to LIST-44
    Answer first = wire.send("GET", list);
    assertThat(names(first)).containsExactly("folder/aSub/");
    assertThat(first.text("NextMarker")).isEqualTo("folder/aSub/");
    assertThat(names(wire.send("GET", list + "folder/aSub/"))).containsExactly("folder/bSub/");
    assertThat(names(wire.send("GET", list + "folder/aSub/1"))).containsExactly("folder/bSub/");
    Answer flat = wire.send("GET", "/bucket?max-keys=1&marker=folder/aSub/1");
    assertThat(names(flat)).containsExactly("folder/aSub/2");
    assertThat(flat.text("Marker")).isEqualTo("folder/aSub/1");
    assertThat(flat.text("IsTruncated")).isEqualTo("true");
    assertThat(flat.body()).doesNotContain("NextMarker");
    Answer last = wire.send("GET", list + "folder/bSub/");
    assertThat(names(last)).containsExactly("folder/c");
    assertThat(last.body()).doesNotContain("NextMarker");
  }

  @Test
  void refusesOtherTypesAndLongNames() {
    wire.send("GET", "/bucket?list-type=3").is(400, "InvalidArgument");
    String tooLong = "x".repeat(1025);
    wire.send("GET", "/bucket?prefix=" + tooLong).is(400, "KeyTooLongError");
    wire.send("GET", "/bucket?marker=" + tooLong).is(400, "KeyTooLongError");
    wire.send("GET", "/bucket?list-type=2&start-after=" + tooLong).is(400, "KeyTooLongError");
  }
}

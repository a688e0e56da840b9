package io.holdall.endpoint.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.endpoint.Wire;
import io.holdall.endpoint.Wire.Answer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObjectTagsTest {
  private final Wire wire = new Wire();
  private Bucket bucket;

  @BeforeEach
  void fill() {
    bucket = wire.bucket("bucket");
    bucket.put("key", Body.of("x"));
  }

  private static String tagging(String... keysAndValues) {
    StringBuilder document = new StringBuilder("<Tagging><TagSet>");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      document
          .append("<Tag><Key>")
          .append(keysAndValues[i])
          .append("</Key><Value>")
          .append(keysAndValues[i + 1])
          .append("</Value></Tag>");
    }
    return document.append("</TagSet></Tagging>").toString();
  }

  @Test
  void setsGetsAndDeletes() {
    // TAG-01, TAG-02
    assertThat(wire.send("GET", "/bucket/key?tagging").is(200).document())
        .isEqualTo("<Tagging><TagSet></TagSet></Tagging>");
    Answer set = wire.send("PUT", "/bucket/key?tagging", tagging("b", "2", "a", "")).is(200);
    assertThat(set.body()).isEmpty();
    assertThat(bucket.tags("key").asMap()).isEqualTo(Map.of("a", "", "b", "2"));
    assertThat(wire.send("GET", "/bucket/key?tagging").document())
        .isEqualTo(
            "<Tagging><TagSet><Tag><Key>a</Key><Value></Value></Tag><Tag><Key>b</Key><Value>2</Value></Tag></TagSet></Tagging>");
    wire.send("PUT", "/bucket/key?tagging", tagging("c", "3")).is(200);
    assertThat(bucket.tags("key").asMap()).isEqualTo(Map.of("c", "3"));
    wire.send("DELETE", "/bucket/key?tagging").is(204);
    wire.send("DELETE", "/bucket/key?tagging").is(204);
    assertThat(bucket.tags("key").asMap()).isEmpty();
  }

  @Test
  void refusesWhatIsNotLegal() {
    // TAG-04 to TAG-08
    Answer twice = wire.send("PUT", "/bucket/key?tagging", tagging("a", "1", "a", "2"));
    assertThat(twice.is(400, "InvalidTag").text("TagKey")).isEqualTo("a");
    assertThat(twice.text("Message")).contains("multiple Tags with the same key");
    Answer key = wire.send("PUT", "/bucket/key?tagging", tagging("a,", "1"));
    assertThat(key.is(400, "InvalidTag").text("Message"))
        .isEqualTo("The TagKey you have provided is invalid");
    Answer value = wire.send("PUT", "/bucket/key?tagging", tagging("a", "v".repeat(257)));
    assertThat(value.is(400, "InvalidTag").text("Message"))
        .isEqualTo("The TagValue you have provided is invalid");
    Answer reserved = wire.send("PUT", "/bucket/key?tagging", tagging("aws:a", "1"));
    assertThat(reserved.is(400, "InvalidTag").text("Message"))
        .isEqualTo("Your TagKey cannot be prefixed with aws:");
    String[] eleven = new String[22];
    for (int i = 0; i < eleven.length; i++) {
      eleven[i] = "k" + i;
    }
    wire.send("PUT", "/bucket/key?tagging", tagging(eleven)).is(400, "BadRequest");
    wire.send("PUT", "/bucket/key?tagging", "<Tagging/>").is(400, "MalformedXML");
    wire.send("PUT", "/bucket/key?tagging", "").is(400, "MalformedXML");
    assertThat(bucket.tags("key").asMap()).isEmpty();
  }

  @Test
  void namesWhatIsMissing() {
    // TAG-09, TAG-10
    for (String method : new String[] {"GET", "DELETE"}) {
      wire.send(method, "/bucket/none?tagging").is(404, "NoSuchKey");
      wire.send(method, "/none/key?tagging").is(404, "NoSuchBucket");
      wire.send(method, "/bucket/key?tagging&versionId=x").is(400, "InvalidArgument");
    }
    wire.send("PUT", "/bucket/none?tagging", tagging("a", "b")).is(404, "NoSuchKey");
    wire.send("PUT", "/bucket/key?tagging&versionId=x", tagging("a", "b"))
        .is(400, "InvalidArgument");
    wire.send("PUT", "/bucket/key?tagging&versionId=null", tagging("a", "b")).is(200);
  }
}

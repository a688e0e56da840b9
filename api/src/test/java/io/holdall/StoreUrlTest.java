package io.holdall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.holdall.spi.StoreDriver;
import io.holdall.spi.StoreProvider;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreUrlTest {
  private record Provider(String scheme, boolean locationIsPath, Set<String> parameters)
      implements StoreProvider {
    @Override
    public StoreDriver open(StoreUrl url, Clock clock) {
      throw new AssertionError("parsing opens nothing");
    }
  }

  private static final Provider S3 =
      new Provider("s3", false, Set.of("region", "endpoint", "pathStyle"));
  private static final Provider FILE = new Provider("file", true, Set.of("durability"));
  private static final Provider MEMORY = new Provider("memory", false, Set.of());

  private static StoreUrl url(
      String scheme, String path, String bucket, String prefix, Map<String, String> parameters) {
    return new StoreUrl(
        scheme, path, Optional.of(bucket).filter(b -> !b.isEmpty()), prefix, parameters);
  }

  @Test
  void withoutABucket() {
    assertThat(StoreUrl.parse("memory:", MEMORY)).isEqualTo(url("memory", "", "", "", Map.of()));
    assertThat(StoreUrl.parse("MEMORY:", MEMORY).scheme()).isEqualTo("memory");
    assertThat(StoreUrl.parse("memory://", MEMORY).bucket()).isEmpty();
    assertThat(StoreUrl.parse("s3:?region=eu-west-1", S3))
        .isEqualTo(url("s3", "", "", "", Map.of("region", "eu-west-1")));
    assertThat(StoreUrl.parse("s3:?endpoint=http://127.0.0.1:9000&pathStyle=true", S3))
        .isEqualTo(
            url(
                "s3",
                "",
                "",
                "",
                Map.of("endpoint", "http://127.0.0.1:9000", "pathStyle", "true")));
  }

  @Test
  void withABucketAndAPrefix() {
    assertThat(StoreUrl.parse("s3://my-bucket", S3))
        .isEqualTo(url("s3", "", "my-bucket", "", Map.of()));
    assertThat(StoreUrl.parse("s3://my-bucket/", S3).prefix()).isEmpty();
    assertThat(StoreUrl.parse("s3://my-bucket/a/b/?region=x", S3))
        .isEqualTo(url("s3", "", "my-bucket", "a/b/", Map.of("region", "x")));
    assertThat(StoreUrl.parse("s3://my-bucket/a%41", S3).prefix()).isEqualTo("aA");
    assertThat(StoreUrl.parse("s3://my-bucket//a", S3).prefix()).isEqualTo("/a");
    assertThat(StoreUrl.parse("s3://my-bucket/a%2Fb+c%20d%C3%A9%3F", S3).prefix())
        .isEqualTo("a/b+c dé?");
  }

  @Test
  void directories() {
    assertThat(StoreUrl.parse("file:/var/lib/blobs", FILE))
        .isEqualTo(url("file", "/var/lib/blobs", "", "", Map.of()));
    assertThat(StoreUrl.parse("file:relative/dir", FILE).path()).isEqualTo("relative/dir");
    assertThat(StoreUrl.parse("file:/a%20b%23c?durability=relaxed#my-bucket/p/q", FILE))
        .isEqualTo(url("file", "/a b#c", "my-bucket", "p/q", Map.of("durability", "relaxed")));
  }

  @Test
  void valuesAreDecoded() {
    assertThat(StoreUrl.parse("s3:?region=a%26b%3Dc+d=e", S3).parameters())
        .containsExactly(Map.entry("region", "a&b=c+d=e"));
    assertThat(StoreUrl.parse("s3:?region=", S3).parameters()).containsEntry("region", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3:bucket|a bucket is named as s3://bucket/prefix",
        "s3:/bucket|a bucket is named as s3://bucket/prefix",
        "s3:?region=a#bucket|a bucket is named as s3://bucket/prefix, not behind a #",
        "s3://Bad_Bucket|not a bucket name: \"Bad_Bucket\"",
        "s3://ab|3 to 63 characters",
        "s3:?zone=a|unknown parameter \"zone\"; s3: knows endpoint, pathStyle, region",
        "s3:?region|the parameter \"region\" has no value",
        "s3:?region=a&region=b|the parameter \"region\" is given twice",
        "s3:?region=a&|unknown parameter \"\"",
        "s3:?region=%4|a % is not followed by two hex digits in \"%4\"",
        "s3:?region=%zz|a % is not followed by two hex digits in \"%zz\"",
        "s3://my-bucket/%FF|\"%FF\" is not UTF-8",
        "s3://my-bucket/%2|a % is not followed",
        "s3:///prefix|it names the prefix \"prefix\" in no bucket"
      })
  void refusedWithTheReason(String text, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreUrl.parse(text, S3))
        .withMessageStartingWith("not a store URL: \"" + text + "\": ")
        .withMessageContaining(reason);
  }

  @Test
  void aLongOneIsNotRepeatedWhole() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreUrl.parse("s3://my-bucket/" + "k".repeat(1025), S3))
        .withMessage(
            "not a store URL: \"s3://my-bucket/%s…\": a key has at most 1024 bytes of UTF-8, this one has 1025: %s…",
            "k".repeat(185), "k".repeat(40));
  }

  @Test
  void onlyWhatAUrlCanNameIsMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> url("s3", "", "Bad_Bucket", "", Map.of()))
        .withMessageContaining("Bad_Bucket");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> url("s3", "", "my-bucket", "\uD800", Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> url("s3", "", "", "prefix", Map.of()))
        .withMessageContaining("no bucket");
    assertThatIllegalArgumentException().isThrownBy(() -> url("S3", "", "", "", Map.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> url("", "", "", "", Map.of()));
    assertThatNullPointerException().isThrownBy(() -> url("s3", null, "", "", Map.of()));
  }

  @Test
  void otherRefusals() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreUrl.parse("file:/dir#/prefix", FILE))
        .withMessageContaining("it names the prefix \"prefix\" in no bucket");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreUrl.parse("memory:?a=b", MEMORY))
        .withMessageContaining("unknown parameter \"a\"; memory: knows none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreUrl.parse("file:", FILE))
        .withMessageContaining("it names no directory");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreUrl.parse("s3://my-bucket/" + "a".repeat(1025), S3))
        .withMessageContaining("1025");
    for (String noUrl : new String[] {"", "memory", ":", "/tmp/x"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StoreUrl.scheme(noUrl))
          .withMessageContaining("\"" + noUrl + "\"")
          .withMessageContaining("begins with a scheme and a colon");
    }
  }
}

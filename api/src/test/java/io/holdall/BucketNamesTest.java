package io.holdall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "a-b",
        "a.b",
        "123",
        "a--b",
        "a-.b",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4a",
        "xn-a",
        "a-s3alias-b",
        "1234.1.1.1"
      })
  void legal(String name) {
    assertThat(BucketNames.check(name)).isSameAs(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ab|3 to 63 characters, not 2",
        "''|3 to 63 characters, not 0",
        "Abc|index 0 holds 'A'",
        "abC|index 2 holds 'C'",
        "a_b|index 1 holds '_'",
        "a b|index 1 holds ' '",
        "a/b|index 1 holds '/'",
        "äbc|index 0 holds 'ä'",
        "-ab|begin and end with a letter or a digit",
        "ab-|begin and end with a letter or a digit",
        ".ab|begin and end with a letter or a digit",
        "ab.|begin and end with a letter or a digit",
        "a..b|two dots in a row",
        "192.168.5.4|IPv4 address",
        "999.1.1.1|IPv4 address",
        "xn--abc|the prefix xn-- is reserved",
        "sthree-abc|the prefix sthree- is reserved",
        "amzn-s3-demo-abc|the prefix amzn-s3-demo- is reserved",
        "abc-s3alias|the suffix -s3alias is reserved",
        "abc--ol-s3|the suffix --ol-s3 is reserved",
        "abc.mrap|the suffix .mrap is reserved",
        "abc--x-s3|the suffix --x-s3 is reserved",
        "abc--table-s3|the suffix --table-s3 is reserved"
      })
  void illegalWithTheRuleItBreaks(String name, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BucketNames.check(name))
        .withMessageContaining("\"" + name + "\"")
        .withMessageContaining(rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-.b", "a.-b", "a.b-.c"})
  void mayBeThereButNotBeMade(String name) {
    assertThat(BucketNames.check(name)).isSameAs(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BucketNames.checkNew(name))
        .withMessageContaining("\"" + name + "\"")
        .withMessageContaining("a dot beside a dash");
    MapDriver driver = new MapDriver();
    try (BlobStore store = BlobStores.of(driver)) {
      assertThatIllegalArgumentException().isThrownBy(() -> store.createBucket(name));
      assertThat(driver.calls).isEmpty();
      assertThat(store.bucket(name).name()).isEqualTo(name);
    }
  }

  @Test
  void newOnesKeepTheOtherRulesToo() {
    assertThat(BucketNames.checkNew("a-b.c")).isEqualTo("a-b.c");
    assertThatIllegalArgumentException().isThrownBy(() -> BucketNames.checkNew("a..b"));
  }

  @Test
  void lengths() {
    assertThat(BucketNames.check("a".repeat(63))).hasSize(63);
    assertThatIllegalArgumentException().isThrownBy(() -> BucketNames.check("a".repeat(64)));
  }
}

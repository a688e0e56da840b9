package io.holdall.endpoint.header;

import static io.holdall.endpoint.header.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.http.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "n=0, 0",
    "n=1, 1",
    "n=1000, 1000",
    "n=1001, 1000",
    "n=2147483647, 1000",
    "n=, 1000",
    "n, 1000",
    "m=1, 1000"
  })
  void readsPageSizes(String query, int size) {
    assertThat(Numbers.pageSize(Query.parse(query), "n", 1000)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "1.0", "2147483648", "99999999999999999999", "%20", "+1"})
  void refusesWhatIsNoNumber(String text) {
    assertThat(
            refused(
                    S3Error.INVALID_ARGUMENT,
                    () -> Numbers.pageSize(Query.parse("n=" + text), "n", 1000))
                .details())
        .containsEntry("ArgumentName", "n");
  }

  @Test
  void readsPartNumbers() {
    assertThat(Numbers.part(Query.parse("partNumber=1"))).isEqualTo(1);
    assertThat(Numbers.part(Query.parse("partNumber=10000"))).isEqualTo(10_000);
  }

  @ParameterizedTest(name = "MPU-04: {0}")
  @ValueSource(strings = {"0", "10001", "-1", "x", "", "1.5", "999999"})
  void refusesOtherPartNumbers(String text) {
    refused(S3Error.INVALID_ARGUMENT, () -> Numbers.part(Query.parse("partNumber=" + text)));
  }
}

package io.holdall.endpoint.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTH-01: both stand in {@code Credential=<id>/<day>/<region>/s3/aws4_request, …}. */
class CredentialsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "/me", ",", "a,b", "a b", " me", "a\tb", "a\nb", "a\u0000b", "a\u00a0b"})
  void anIdMustFitIntoACredential(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Credentials(id, "secret"))
        .withMessageContaining("access key id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "eu/west", "a,b", "a b", "eu ", "a\tb", "a\rb", "a\u007fb"})
  void aRegionMustFitIntoACredential(String region) {
    Credentials credentials = new Credentials("AKID", "secret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Presigner.checkRegion(region))
        .withMessageContaining("region");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Presigner(credentials, region, Clock.systemUTC()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SigV4Verifier(CredentialsLookup.only(credentials), region, Clock.systemUTC()));
  }

  @Test
  void allElseIsLeftToWhoeverGivesTheNames() {
    assertThat(new Credentials("team/one+=@.-_", "s ,/").accessKeyId()).isEqualTo("team/one+=@.-_");
    assertThat(Presigner.checkRegion("Berlin_2.b-1")).isEqualTo("Berlin_2.b-1");
  }
}

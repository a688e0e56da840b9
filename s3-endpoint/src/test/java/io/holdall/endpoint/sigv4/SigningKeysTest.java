package io.holdall.endpoint.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
  private static final Credentials CREDENTIALS =
      new Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  @Test
  void keysAreRememberedByScope() {
    SigningKeys keys = new SigningKeys();
    CredentialScope scope = new CredentialScope("20130524", "us-east-1");
    byte[] key = keys.get(CREDENTIALS, scope);
    assertThat(HexFormat.of().formatHex(key))
        .isEqualTo("dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378");
    assertThat(keys.get(CREDENTIALS, scope)).isSameAs(key);
    assertThat(keys.get(CREDENTIALS, new CredentialScope("20130525", "us-east-1")))
        .isNotEqualTo(key);
    assertThat(keys.get(CREDENTIALS, new CredentialScope("20130524", "us-east-2")))
        .isNotEqualTo(key);
    assertThat(keys.get(new Credentials("AKIDEXAMPLE", "other"), scope)).isNotEqualTo(key);
  }

  @Test
  void manyKeysDoNotPileUp() {
    SigningKeys keys = new SigningKeys();
    for (int i = 0; i < 5000; i++) {
      Credentials credentials = new Credentials("a", "s" + i);
      CredentialScope scope = new CredentialScope("20130524", "r");
      assertThat(keys.get(credentials, scope)).isEqualTo(SigningKeys.derive("s" + i, scope));
    }
    assertThat(keys.size()).isLessThanOrEqualTo(1024);
  }
}

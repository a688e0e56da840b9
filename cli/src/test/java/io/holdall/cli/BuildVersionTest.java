package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildVersionTest {

  @Test
  void versionIsTheOneOfTheBuild() throws Exception {
    assertThat(new BuildVersion().getVersion())
        .singleElement()
        .asString()
        .matches("holdall \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }
}

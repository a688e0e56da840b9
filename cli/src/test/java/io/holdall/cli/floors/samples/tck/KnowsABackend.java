package io.holdall.cli.floors.samples.tck;

import io.holdall.cli.floors.samples.memory.KnowsTheEndpoint;

/** A kit type that knows a backend; an array hides nothing. */
public final class KnowsABackend {

  private KnowsABackend() {}

  public static int count(KnowsTheEndpoint... backends) {
    return backends.length;
  }
}

package io.holdall.cli.floors.samples;

import com.google.common.collect.ImmutableList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An api type that breaks three rules: Guava in a signature, a static field that changes, and one
 * that can.
 */
public final class Leaky {

  static int calls;
  static final AtomicInteger CALLS = new AtomicInteger();

  private Leaky() {}

  public static ImmutableList<String> list() {
    calls++;
    return ImmutableList.of();
  }
}

package io.holdall.engine;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever is done to a store, and whatever fails meanwhile: a command that throws leaves the very
 * state that was; every body is held exactly as often as it is named; the log replays to the state.
 */
class EngineHistoryTest {
  @Property(tries = 200)
  void holds(@ForAll long seed) throws ChangeFormatException {
    new History(new Random(seed)).run();
  }
}

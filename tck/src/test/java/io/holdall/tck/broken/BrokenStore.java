package io.holdall.tck.broken;

import io.holdall.BlobStore;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.MovableClock;
import io.holdall.tck.TckTarget;
import java.util.Set;

/**
 * A store that is sound but for one thing.
 *
 * @param rule the one that it was made for, and that must find it
 * @param does what is wrong, as a sentence that begins with "a store that"
 * @param defect puts it into a sound store
 * @param also the other rules of the area that find it
 * @param perhaps the other rules of the area that find it by luck: where threads meet, or rare
 *     bodies are generated
 */
record BrokenStore(String rule, String does, Defect defect, Set<String> also, Set<String> perhaps) {

  /** Makes a broken store of a sound driver. */
  @FunctionalInterface
  interface Defect {
    /**
     * @param clock that the driver goes by
     */
    BlobStore in(StoreDriver sound, MovableClock clock);
  }

  static BrokenStore broken(String rule, String does, Defect defect) {
    return new BrokenStore(rule, does, defect, Set.of(), Set.of());
  }

  BrokenStore also(String... rules) {
    return new BrokenStore(rule, does, defect, Set.of(rules), perhaps);
  }

  BrokenStore perhaps(String... rules) {
    return new BrokenStore(rule, does, defect, also, Set.of(rules));
  }

  TckTarget target() {
    return SoundStore.target(toString(), defect);
  }

  @Override
  public String toString() {
    return rule + ": a store that " + does;
  }
}

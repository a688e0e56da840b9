package io.holdall.tck;

import io.holdall.tck.gen.TckDomain;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * What all contracts have in common: they say which store they are about. {@link BlobStoreTck}
 * gathers the contracts; implement that one.
 */
@AddLifecycleHook(TckHook.class)
@Domain(TckDomain.class)
public interface Contract {
  /**
   * Opens the store under test. Called once before the first rule, and again after a rule that has
   * closed the store; what it returned before has been closed by then. If it throws before the
   * first rule, that rule fails, and the others are not tried.
   */
  TckTarget target();

  /** How the rules are tried. */
  default TckOptions options() {
    return TckOptions.defaults();
  }
}

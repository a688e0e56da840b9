package io.holdall.tck;

import io.holdall.tck.contract.DifferenceContract;

/** The test class that a {@link TckRunner} runs: all there is to try, in the runner's run. */
final class RunnerTck implements BlobStoreTck, DifferenceContract {
  private final Run run = Session.current().run();

  Run run() {
    return run;
  }

  @Override
  public TckTarget target() {
    return run.workplace().target();
  }

  @Override
  public TckOptions options() {
    return run.options();
  }
}

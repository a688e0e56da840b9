package io.holdall.tck;

/** The test class that a {@link TckRunner} runs: all rules, on the runner's target. */
final class RunnerTck implements BlobStoreTck {
  private final Session session = Session.current();

  @Override
  public TckTarget target() {
    return session.openTarget();
  }

  @Override
  public TckOptions options() {
    return session.options();
  }

  TckListener listener() {
    return session;
  }
}

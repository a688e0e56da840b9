package io.holdall.tck;

/** Is told how a run gets on, one call at a time. */
public interface TckListener {
  /** A run is about to begin; nothing has been made in the store yet. */
  void planned(TckPlan plan);

  /** A rule is about to be tried. */
  void started(RuleInfo rule);

  /**
   * A request is about to be made; those of clients that race come one by one too.
   *
   * @param requests how many there were in all
   */
  default void asking(long requests) {}

  /** A rule has been tried. */
  void finished(RuleResult result);

  static TckListener silent() {
    return new TckListener() {
      @Override
      public void planned(TckPlan plan) {}

      @Override
      public void started(RuleInfo rule) {}

      @Override
      public void finished(RuleResult result) {}
    };
  }
}

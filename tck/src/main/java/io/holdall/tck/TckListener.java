package io.holdall.tck;

/** Is told how a run gets on, one call at a time. */
public interface TckListener {
  /** A rule is about to be tried. */
  void started(RuleInfo rule);

  /** A rule has been tried. */
  void finished(RuleResult result);

  static TckListener silent() {
    return new TckListener() {
      @Override
      public void started(RuleInfo rule) {}

      @Override
      public void finished(RuleResult result) {}
    };
  }
}

package io.holdall.tck;

import io.holdall.tck.trace.Secrets;
import java.util.List;

/**
 * How a rule was seen to be broken, made as small as it could be. Its texts are without session
 * tokens, and without the signatures of presigned URLs.
 *
 * @param problem what was wrong
 * @param code the calls as Java code to paste
 * @param requests the calls as requests of S3's protocol, with what came back: the requests that a
 *     store was asked for, without what a client adds to them
 * @param repeat the options that repeat it
 */
public record Counterexample(String problem, String code, List<String> requests, String repeat) {
  public Counterexample {
    problem = Secrets.masked(problem);
    code = Secrets.masked(code);
    requests = requests.stream().map(Secrets::masked).toList();
  }

  /** What was wrong, the calls, and how to repeat it. */
  @Override
  public String toString() {
    return problem + "\n\n" + code + "\n\nRepeat it with " + repeat + "\n";
  }
}

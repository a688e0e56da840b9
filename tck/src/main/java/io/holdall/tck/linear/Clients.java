package io.holdall.tck.linear;

import io.holdall.Bucket;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What several clients do at the same time, each one call after the other.
 *
 * @param keys on how many keys
 * @param size of the smallest blob, in bytes
 * @param scripts what each client does
 */
public record Clients(int keys, int size, List<List<Step>> scripts) {
  public Clients {
    scripts = List.copyOf(scripts);
  }

  /**
   * One call.
   *
   * @param key which, counted round
   */
  public record Step(Act act, int key) {}

  /** The calls that clients make. */
  public enum Act {
    PUT,
    PUT_IF_ABSENT,
    /** With the ETag of what the client has seen last under the key; if it has seen none, a get. */
    PUT_IF_MATCH,
    DELETE,
    GET,
    HEAD,
    LIST
  }

  /**
   * Does it, in a bucket that is empty.
   *
   * @return what each key saw
   * @throws AssertionError if a read does not give one of the blobs that were put, whole
   */
  public List<KeyHistory> run(Bucket bucket) {
    return new Recorder(bucket, this).run();
  }

  /** The same as Java, on a bucket of that name, without the last semicolon. */
  public String code(String bucket) {
    return new ClientCode(this).of(bucket);
  }

  @Override
  public String toString() {
    return scripts.stream()
        .map(script -> script.stream().map(Clients::text).collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" || "));
  }

  private static String text(Step step) {
    return step.act() + "(" + step.key() + ")";
  }
}

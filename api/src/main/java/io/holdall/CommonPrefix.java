package io.holdall;

/**
 * All keys that begin alike up to and including the first delimiter behind the asked prefix, rolled
 * into one entry (LIST-03): a "folder" when the delimiter is {@code /}.
 *
 * @param prefix including its delimiter
 */
public record CommonPrefix(String prefix) implements ListEntry {
  @Override
  public String name() {
    return prefix;
  }
}

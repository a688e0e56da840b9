package io.holdall.local;

import org.jspecify.annotations.Nullable;

/** A body in a file of its own. Equal to another one of the same file. */
final class FileBody extends LocalBody {
  private final StoredBody stored;

  FileBody(StoredBody stored, int holds) {
    super(holds);
    this.stored = stored;
  }

  StoredBody stored() {
    return stored;
  }

  @Override
  public long length() {
    return stored.length();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileBody body && body.stored.equals(stored);
  }

  @Override
  public int hashCode() {
    return stored.hashCode();
  }

  @Override
  public String toString() {
    return "body " + stored.id();
  }
}

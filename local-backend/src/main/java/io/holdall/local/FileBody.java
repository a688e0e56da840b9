package io.holdall.local;

/** A body in a file of its own. */
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
  public String toString() {
    return "body " + stored.id();
  }
}

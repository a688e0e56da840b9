package io.holdall.local;

import java.io.IOException;

/** The cleaning of the oldest segment, by its records. */
final class SegmentCleaning implements Cleaning {
  private final Renewer renewer;
  private final InlineBodies inline;
  private final SegmentWalk walk;

  SegmentCleaning(Renewer renewer, InlineBodies inline, SegmentWalk walk) {
    this.renewer = renewer;
    this.inline = inline;
    this.walk = walk;
  }

  @Override
  public int last() {
    return walk.number();
  }

  @Override
  public long walked() {
    return walk.walked();
  }

  @Override
  public boolean slice(long bytes) throws IOException {
    long full = renewer.appended() + bytes;
    return walk.slice(
        bytes,
        (record, location) -> {
          clean(record, location);
          return renewer.appended() < full;
        });
  }

  private void clean(RecordHead old, Location location) throws IOException {
    if (old.change() != null) {
      renewer.renew(old.change(), last(), change -> location);
    }
    if (old.carried() != null) {
      moveShared(old.carried(), location);
    }
  }

  /** Moves the body that a record carries, if it is needed though the record is not. */
  private void moveShared(BodySpelling.Carried carried, Location old) throws IOException {
    InlineBody body = inline.holdShared(carried.number());
    if (body == null) {
      return;
    }
    try {
      if (old.equals(body.record())) {
        renewer.move(body, old);
      }
    } finally {
      inline.release(body);
    }
  }

  @Override
  public void close() throws IOException {
    walk.close();
  }
}

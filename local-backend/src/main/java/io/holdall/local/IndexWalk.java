package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Walks over the records of a sealed segment in its index, all of which has been verified. */
final class IndexWalk implements SealedWalk {
  /** The bytes of an entry before the head. */
  static final int FIXED = Long.BYTES + 4 * Integer.BYTES;

  private final DataFile file;
  private final IndexHeader header;
  private final int segment;

  /** Bytes of the file, those not walked over yet. */
  private ByteBuffer window;

  private long loaded;
  private long sequence;
  private int type;
  private Location location;
  private ByteBuffer head;

  /**
   * @param file of an index that has been verified; closed with this
   * @param first the bytes behind the header: all, or none
   */
  IndexWalk(DataFile file, IndexHeader header, ByteBuffer first) {
    this.file = file;
    this.header = header;
    this.segment = header.segment();
    this.window = first;
    this.head = first;
    this.loaded = IndexHeader.SIZE + (long) first.remaining();
    this.location = new Location(segment, SegmentHeader.SIZE + RecordHeader.SIZE, 0);
  }

  /** Null if the segment has no index, or none that is good. */
  static @Nullable IndexWalk open(Path log, SegmentHeader segment) throws IOException {
    IndexCheck check = IndexCheck.open(log, segment);
    if (check == null) {
      return null;
    }
    IndexWalk walk = null;
    try {
      check.readAll();
      walk = check.walk();
      return walk;
    } finally {
      if (walk == null) {
        check.close();
      }
    }
  }

  /** The length of the index in bytes. */
  long length() {
    return IndexHeader.SIZE + header.length();
  }

  @Override
  public boolean next() throws IOException {
    if (!window.hasRemaining() && loaded == IndexHeader.SIZE + header.length()) {
      return false;
    }
    load(FIXED);
    sequence = window.getLong();
    type = window.getInt();
    int offset = window.getInt();
    int length = window.getInt();
    int headLength = window.getInt();
    location = new Location(segment, offset, length);
    load(headLength);
    head = window.slice(window.position(), headLength).asReadOnlyBuffer();
    window.position(window.position() + headLength);
    return true;
  }

  /** Brings at least so many bytes into the window. */
  private void load(int wanted) throws IOException {
    if (window.remaining() >= wanted) {
      return;
    }
    ByteBuffer next =
        wanted > window.capacity() ? ByteBuffer.allocate(wanted).put(window) : window.compact();
    loaded += file.read(next, loaded);
    window = next.flip();
    if (window.remaining() < wanted) {
      throw DamageException.at(file.path(), loaded, "the file became shorter while it was read.");
    }
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public int type() {
    return type;
  }

  @Override
  public ByteBuffer payload() {
    return head.duplicate();
  }

  @Override
  public Location location() {
    return location;
  }

  @Override
  public long last() {
    return header.last();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

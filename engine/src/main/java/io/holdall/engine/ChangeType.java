package io.holdall.engine;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of changes as records name them. A code, once used, is never given to another kind; a
 * kind whose fields change gets the next version, and goes on reading the older ones.
 */
enum ChangeType {
  BUCKET_CREATED(1),
  BUCKET_DELETED(2),
  BLOB_PUT(3),
  BLOB_DELETED(4),
  TAGS_SET(5),
  UPLOAD_STARTED(6),
  PART_PUT(7),
  UPLOAD_COMPLETED(8),
  UPLOAD_ABORTED(9),
  BUCKET_KEPT(10),
  BLOB_KEPT(11),
  UPLOAD_KEPT(12),
  UPLOADS_COUNTED(13);

  /** The version of the fields that is written, of every kind so far. */
  static final int VERSION = 1;

  private final int code;

  ChangeType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static @Nullable ChangeType of(int code) {
    for (ChangeType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }
}

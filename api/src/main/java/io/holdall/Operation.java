package io.holdall;

import java.util.Locale;

/** The operations of {@link BlobStore} and {@link Bucket}, as they are named in errors. */
public enum Operation {
  OPEN,
  CREATE_BUCKET,
  DELETE_BUCKET,
  FIND_BUCKET,
  LIST_BUCKETS,
  PUT,
  GET,
  HEAD,
  DELETE,
  DELETE_ALL,
  COPY,
  LIST,
  START_UPLOAD,
  UPLOAD_PART,
  COPY_PART,
  LIST_PARTS,
  COMPLETE_UPLOAD,
  ABORT_UPLOAD,
  LIST_UPLOADS,
  PRESIGN,
  GET_TAGS,
  SET_TAGS,
  DELETE_TAGS,
  UPLOAD_DIRECTORY,
  DOWNLOAD_DIRECTORY,
  CLOSE;

  /** The words used in messages, e.g. {@code create bucket}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

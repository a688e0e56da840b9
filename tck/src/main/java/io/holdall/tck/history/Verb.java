package io.holdall.tck.history;

/** The calls that a history is made of. */
enum Verb {
  PUT,
  PUT_FAILING,
  WRITE,
  WRITE_ABORTED,
  GET,
  HEAD,
  FIND,
  DELETE,
  DELETE_IF,
  DELETE_ALL,
  COPY,
  LIST,
  LIST_NEXT,
  START,
  PART,
  PART_FAILING,
  PARTS,
  COMPLETE,
  ABORT,
  UPLOADS,
  TAGS,
  SET_TAGS,
  DELETE_TAGS
}

/**
 * The semantics of Amazon S3 as a state machine over a commit log and a body store, shared by the
 * memory and the local backend.
 */
@org.jspecify.annotations.NullMarked
package io.holdall.engine;

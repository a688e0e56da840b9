/**
 * The reference that stores are compared with: what each call may answer, by pure functions over
 * immutable values, written from the facts about S3 and from nothing that the stores use.
 */
@org.jspecify.annotations.NullMarked
package io.holdall.tck.model;

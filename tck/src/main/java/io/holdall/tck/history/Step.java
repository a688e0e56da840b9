package io.holdall.tck.history;

/**
 * One call of a history, told by small numbers that are given their meaning when the call is made,
 * from what the store holds by then. Zero always means the simplest, so that histories shrink.
 *
 * @param verb which call
 * @param key which of the history's keys, or of its uploads, counted round
 * @param other which second one
 * @param size of the content, in bytes
 * @param how the first choice
 * @param when the second choice: conditions
 */
record Step(Verb verb, int key, int other, int size, int how, int when) {}

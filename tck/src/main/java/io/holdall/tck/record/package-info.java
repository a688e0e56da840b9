/** Writes down what a rule does to a store, as Java code to paste. */
@org.jspecify.annotations.NullMarked
package io.holdall.tck.record;

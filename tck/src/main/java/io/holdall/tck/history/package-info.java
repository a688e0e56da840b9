/** Histories: generated calls on a store and on the model, compared answer by answer. */
@org.jspecify.annotations.NullMarked
package io.holdall.tck.history;

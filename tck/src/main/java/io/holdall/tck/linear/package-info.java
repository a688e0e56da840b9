/**
 * Whether what several clients saw at the same time could have happened one call after the other.
 */
@org.jspecify.annotations.NullMarked
package io.holdall.tck.linear;

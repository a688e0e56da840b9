/** Benchmarks of the backends, beside their peers. */
@org.jspecify.annotations.NullMarked
package io.holdall.benchmarks;

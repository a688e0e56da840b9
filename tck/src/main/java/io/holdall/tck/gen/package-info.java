/** What rules are tried with: values that know where stores break. */
@org.jspecify.annotations.NullMarked
package io.holdall.tck.gen;

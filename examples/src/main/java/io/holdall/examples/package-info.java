/** The programs that the README shows. */
@org.jspecify.annotations.NullMarked
package io.holdall.examples;

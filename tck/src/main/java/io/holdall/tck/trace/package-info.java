/** Counts what a store is asked, and spells it as S3's protocol does. */
@org.jspecify.annotations.NullMarked
package io.holdall.tck.trace;

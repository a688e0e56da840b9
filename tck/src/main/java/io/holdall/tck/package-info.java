/** The compatibility kit: numbered rules, checked property by property against any store. */
@org.jspecify.annotations.NullMarked
package io.holdall.tck;

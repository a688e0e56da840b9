/** Writes what runs of the kit found, for machines and for people; merges several runs into one. */
@org.jspecify.annotations.NullMarked
package io.holdall.tck.report;

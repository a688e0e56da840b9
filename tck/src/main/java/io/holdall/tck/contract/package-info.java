/** The rules, one interface for each area. {@link io.holdall.tck.BlobStoreTck} gathers them. */
@org.jspecify.annotations.NullMarked
package io.holdall.tck.contract;

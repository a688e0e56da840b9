/** What a store on disk does, beside the disk itself and the peers. */
@org.jspecify.annotations.NullMarked
package io.holdall.benchmarks.disk;

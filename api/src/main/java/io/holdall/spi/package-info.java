/**
 * What a backend implements. {@link io.holdall.spi.StoreDriver} is small on purpose: everything
 * that can be done once for all backends is done above it.
 */
@NullMarked
package io.holdall.spi;

import org.jspecify.annotations.NullMarked;

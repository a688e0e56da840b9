/** The local-disk backend: the engine with bodies in files and a durable log. */
@org.jspecify.annotations.NullMarked
package io.holdall.local;

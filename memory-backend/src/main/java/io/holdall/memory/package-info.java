/** The in-memory emulator: the engine with bodies on the heap and no log. */
@org.jspecify.annotations.NullMarked
package io.holdall.memory;

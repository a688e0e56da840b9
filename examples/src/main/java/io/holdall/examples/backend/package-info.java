/** A backend as one writes it with the compatibility kit: {@code docs/kit.md} walks through it. */
@org.jspecify.annotations.NullMarked
package io.holdall.examples.backend;

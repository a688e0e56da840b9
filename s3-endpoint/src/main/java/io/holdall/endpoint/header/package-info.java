/** The meaning of header fields, as pure functions in both directions. */
@NullMarked
package io.holdall.endpoint.header;

import org.jspecify.annotations.NullMarked;

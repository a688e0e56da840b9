/** What a backend implements. Applications do not call these types. */
@org.jspecify.annotations.NullMarked
package io.holdall.spi;

/**
 * The proof that the kit can fail: stores that are broken on purpose, at least one for each rule.
 * Each breaks one thing and keeps all else, and the kit must tell which.
 */
@org.jspecify.annotations.NullMarked
package io.holdall.tck.broken;

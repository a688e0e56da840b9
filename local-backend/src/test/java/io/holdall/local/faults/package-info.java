/**
 * A file system for tests that passes everything on to another one, fails where a test says so, and
 * records what is done, to tell what a crash of the machine may leave.
 */
@org.jspecify.annotations.NullMarked
package io.holdall.local.faults;

/**
 * A file system for tests that passes everything on to another one, and fails where a test says so.
 */
@org.jspecify.annotations.NullMarked
package io.holdall.local.faults;

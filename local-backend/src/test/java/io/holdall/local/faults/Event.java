package io.holdall.local.faults;

import java.nio.ByteBuffer;

/** Something that a {@link Recording} holds. Files and directories go by numbers. */
public sealed interface Event {
  /** A file or a directory got its first name. */
  record Created(int directory, String name, int node, boolean isDirectory) implements Event {}

  record Moved(int directory, String name, int toDirectory, String toName) implements Event {}

  record Deleted(int directory, String name) implements Event {}

  record Written(int node, long position, ByteBuffer bytes) implements Event {
    @Override
    public String toString() {
      return "Written[node=%d, position=%d, length=%d]"
          .formatted(node, position, bytes.remaining());
    }
  }

  /** A file was made shorter. */
  record Resized(int node, long size) implements Event {}

  /** A force of a file or directory begins. */
  record Forcing(int node) implements Event {}

  /** What a file held when its force began, or the entries of a directory, are on the device. */
  record Forced(int node) implements Event {}

  /** The device took some of a file, and nobody will ask it to take the rest. */
  record ForceFailed(int node) implements Event {}

  /** What the program that is recorded says of itself. */
  record Noted(Object note) implements Event {}
}

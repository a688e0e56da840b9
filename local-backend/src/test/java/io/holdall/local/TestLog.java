package io.holdall.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A root with its log, open; the payloads are texts. */
final class TestLog implements Closeable {
  static final int TYPE = 7;

  final LocalRoot root;
  final SegmentedLog log;

  /** What was replayed. */
  final List<Seen> replayed = new ArrayList<>();

  record Seen(String text, int type, long sequence, Location location, boolean confirmed) {}

  TestLog(Path path) throws IOException {
    this(path, LogOptions.DEFAULT);
  }

  TestLog(Path path, LogOptions options) throws IOException {
    this(path, options, () -> {}, entry -> true);
  }

  /** Shows to {@code replay}, and keeps, what is replayed. */
  TestLog(Path path, LogOptions options, SegmentedLog.Before before, Replay replay)
      throws IOException {
    root = LocalRoot.open(path);
    boolean opened = false;
    try {
      log = SegmentedLog.open(root, options, before, entry -> see(entry) && replay.visit(entry));
      opened = true;
    } finally {
      if (!opened) {
        root.close();
      }
    }
  }

  private boolean see(Replay.Entry entry) {
    replayed.add(
        new Seen(
            text(entry.payload().duplicate()),
            entry.type(),
            entry.sequence(),
            entry.location(),
            entry.confirmed()));
    return true;
  }

  Location append(String text) throws IOException {
    return log.append(TYPE, ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  String read(Location location) throws IOException {
    return text(log.read(location));
  }

  private static String text(ByteBuffer bytes) {
    return UTF_8.decode(bytes).toString();
  }

  List<String> replayedTexts() {
    return replayed.stream().map(Seen::text).toList();
  }

  /** Copies the root as if the process had been killed now. */
  Path killed(Path to) throws IOException {
    return Disk.copy(root.directory(), to);
  }

  Path segment(int number) {
    return SegmentFiles.path(root.log(), number);
  }

  @Override
  public void close() throws IOException {
    try {
      log.close();
    } finally {
      root.close();
    }
  }
}

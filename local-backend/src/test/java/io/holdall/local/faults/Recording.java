package io.holdall.local.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All changes below one directory of a {@link FaultyFileSystem}, in order, to be made again on an
 * {@link Image}. Thread-safe.
 */
public final class Recording implements Recorder {
  private final Path root;
  private final Set<String> ignored;
  private final Map<Path, Integer> nodes = new HashMap<>();
  private final List<Event> events = new ArrayList<>();
  private int next = Image.ROOT;

  /**
   * Begins with what there is, as if all of it had been forced.
   *
   * @param root a directory, as the file system under the faulty one has it
   * @param ignored names of files that are as if they were never there
   */
  public Recording(Path root, Set<String> ignored) throws IOException {
    this.root = root;
    this.ignored = Set.copyOf(ignored);
    nodes.put(root, next++);
    try (Stream<Path> files = Files.walk(root).skip(1).sorted()) {
      for (Path file : files.toList()) {
        boolean directory = Files.isDirectory(file);
        created(file, directory);
        if (!directory) {
          written(node(file), 0, ByteBuffer.wrap(Files.readAllBytes(file)));
          force(node(file));
        }
        force(node(file.getParent()));
      }
    }
  }

  private void force(int node) {
    forcing(node);
    forced(node);
  }

  /** Adds what a program has to say of itself. */
  public synchronized void note(Object note) {
    events.add(new Event.Noted(note));
  }

  /** What has happened so far. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  @Override
  public synchronized int node(Path path) {
    return nodes.getOrDefault(path, Image.NONE);
  }

  @Override
  public synchronized void created(Path path, boolean directory) {
    if (isRecorded(path)) {
      int node = next++;
      nodes.put(path, node);
      events.add(new Event.Created(node(path.getParent()), name(path), node, directory));
    }
  }

  @Override
  public synchronized void moved(Path from, Path to) {
    if (isRecorded(from)) {
      nodes.put(to, nodes.remove(from));
      events.add(
          new Event.Moved(node(from.getParent()), name(from), node(to.getParent()), name(to)));
    }
  }

  @Override
  public synchronized void deleted(Path path) {
    if (isRecorded(path)) {
      nodes.remove(path);
      events.add(new Event.Deleted(node(path.getParent()), name(path)));
    }
  }

  private boolean isRecorded(Path path) {
    return path.startsWith(root) && !ignored.contains(name(path));
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  @Override
  public void written(int node, long position, ByteBuffer bytes) {
    if (node == Image.NONE) {
      return;
    }
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    add(node, new Event.Written(node, position, copy.asReadOnlyBuffer()));
  }

  @Override
  public void resized(int node, long size) {
    add(node, new Event.Resized(node, size));
  }

  @Override
  public void forcing(int node) {
    add(node, new Event.Forcing(node));
  }

  @Override
  public void forced(int node) {
    add(node, new Event.Forced(node));
  }

  @Override
  public void forceFailed(int node) {
    add(node, new Event.ForceFailed(node));
  }

  private synchronized void add(int node, Event event) {
    if (node != Image.NONE) {
      events.add(event);
    }
  }
}

package io.holdall.local.faults;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory as a device may have it, in {@linkplain Cell cells}: all that POSIX promises of it
 * after a crash is what was forced.
 *
 * <ul>
 *   <li>Sectors of 512 bytes, the length of a file, and entries of a directory reach the device
 *       independently of each other and in any order, those not written last included.
 *   <li>While a file grows, its length may be any between, and a sector that was not written then
 *       holds zeros, or what another file had there before.
 *   <li>Forcing a file says nothing of its name, and forcing a directory nothing of what its files
 *       contain.
 *   <li>After a failed force the system takes the file as written, and forces only what is written
 *       anew. Entries of directories, which file systems keep in a journal, can be forced again.
 * </ul>
 */
public final class Image {
  static final int ROOT = 1;
  static final int NONE = 0;
  static final int SECTOR = 512;

  private final Map<Integer, Node> nodes = new TreeMap<>(Map.of(ROOT, new Directory()));

  /** A file or a directory. */
  sealed interface Node {
    void forEach(Consumer<Cell<?>> action);
  }

  /** Entries that name nothing have the node {@link #NONE}. */
  record Directory(Map<String, Cell<Integer>> entries) implements Node {
    Directory() {
      this(new TreeMap<>());
    }

    Cell<Integer> entry(String name) {
      return entries.computeIfAbsent(name, key -> new Cell<>(NONE));
    }

    @Override
    public void forEach(Consumer<Cell<?>> action) {
      entries.values().forEach(action);
    }
  }

  record File(Cell<Long> size, List<Cell<byte[]>> sectors) implements Node {
    File() {
      this(new Cell<>(0L), new ArrayList<>());
    }

    @Override
    public void forEach(Consumer<Cell<?>> action) {
      action.accept(size);
      sectors.forEach(action);
    }
  }

  Node node(int number) {
    Node node = nodes.get(number);
    if (node == null) {
      throw new IllegalArgumentException("node " + number);
    }
    return node;
  }

  private Directory directory(int number) {
    return (Directory) node(number);
  }

  private File file(int number) {
    return (File) node(number);
  }

  /** The cells of which it is not certain what the device has, in the order of the nodes. */
  List<Cell<?>> uncertain() {
    List<Cell<?>> uncertain = new ArrayList<>();
    for (Node node : nodes.values()) {
      node.forEach(
          cell -> {
            if (!cell.isCertain()) {
              uncertain.add(cell);
            }
          });
    }
    return uncertain;
  }

  /** Does what was recorded. */
  public void apply(Event event) {
    if (event instanceof Event.Created it) {
      nodes.put(it.node(), it.isDirectory() ? new Directory() : new File());
      directory(it.directory()).entry(it.name()).write(it.node());
    } else if (event instanceof Event.Moved it) {
      Cell<Integer> from = directory(it.directory()).entry(it.name());
      directory(it.toDirectory()).entry(it.toName()).write(from.now());
      from.write(NONE);
    } else if (event instanceof Event.Deleted it) {
      directory(it.directory()).entry(it.name()).write(NONE);
    } else if (event instanceof Event.Written it) {
      write(file(it.node()), it.position(), it.bytes());
    } else if (event instanceof Event.Resized it) {
      truncate(file(it.node()), it.size());
    } else if (event instanceof Event.Forcing it) {
      node(it.node()).forEach(Cell::forcing);
    } else if (event instanceof Event.Forced it) {
      node(it.node()).forEach(Cell::forced);
    } else if (event instanceof Event.ForceFailed it && node(it.node()) instanceof File file) {
      file.forEach(Cell::forceFailed);
    }
  }

  private void write(File file, long position, ByteBuffer bytes) {
    long end = position + bytes.remaining();
    for (long at = position; at < end; ) {
      int index = (int) (at / SECTOR);
      int within = (int) (at % SECTOR);
      int length = (int) Math.min(SECTOR - within, end - at);
      Cell<byte[]> sector = sector(file, index);
      byte[] written = sector.now().clone();
      bytes.get(bytes.position() + (int) (at - position), written, within, length);
      sector.write(written);
      at += length;
    }
    long size = file.size().now();
    for (long between = (size / SECTOR + 1) * SECTOR; between < end; between += SECTOR) {
      file.size().write(between);
    }
    if (end > size) {
      file.size().write(end);
    } else {
      // The time of the last change lies beside the length.
      file.size().touch();
    }
  }

  private Cell<byte[]> sector(File file, int index) {
    while (file.sectors().size() <= index) {
      Cell<byte[]> sector = new Cell<>(new byte[SECTOR]);
      byte[] stale = stale(file.sectors().size());
      if (stale != null) {
        sector.allow(stale);
      }
      file.sectors().add(sector);
    }
    return file.sectors().get(index);
  }

  /** What some other file had at this place: it might have been freed, and given to this one. */
  private byte @Nullable [] stale(int index) {
    byte[] stale = null;
    for (Node node : nodes.values()) {
      if (node instanceof File other && other.sectors().size() > index) {
        stale = other.sectors().get(index).now();
      }
    }
    return stale;
  }

  private static void truncate(File file, long size) {
    file.size().write(size);
    for (int index = (int) (size / SECTOR); index < file.sectors().size(); index++) {
      int kept = (int) Math.max(0, Math.min(SECTOR, size - (long) index * SECTOR));
      Cell<byte[]> sector = file.sectors().get(index);
      sector.write(Arrays.copyOf(Arrays.copyOf(sector.now(), kept), SECTOR));
    }
  }
}

package io.holdall.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The least store that uses the log and the bodies as they are meant to be used. */
final class MiniStore implements Closeable {
  private static final int INLINE = 0;
  private static final int BODY = 1;
  private static final int REMOVAL = 2;

  /** Values from this length on have a file of their own. */
  static final int LARGE = 700;

  private final LocalRoot root;
  private final BodyFiles bodies;
  final SegmentedLog log;
  private final Map<String, Location> inline = new HashMap<>();
  private final Map<String, StoredBody> large = new HashMap<>();

  MiniStore(Path path, LogOptions options) throws IOException {
    root = LocalRoot.open(path);
    boolean opened = false;
    try {
      bodies = new BodyFiles(root, options.durability());
      log = SegmentedLog.open(root, options, bodies::force, this::replay);
      for (BodyId id :
          bodies.unnamed(id -> large.values().stream().anyMatch(b -> b.id().equals(id)))) {
        log.whenCertain(() -> bodies.delete(id));
      }
      opened = true;
    } finally {
      if (!opened) {
        root.close();
      }
    }
  }

  private boolean replay(Replay.Entry entry) throws IOException {
    ByteBuffer payload = entry.payload();
    byte[] name = new byte[payload.get()];
    payload.get(name);
    String key = new String(name, UTF_8);
    if (entry.type() == BODY) {
      StoredBody body = new StoredBody(BodyId.decode(payload), payload.getLong());
      if (!entry.confirmed() && !bodies.settle(body)) {
        return false;
      }
      inline.remove(key);
      large.put(key, body);
    } else {
      large.remove(key);
      inline.remove(key);
      if (entry.type() == INLINE) {
        inline.put(key, entry.location());
      }
    }
    return true;
  }

  private static ByteBuffer name(String key) {
    byte[] name = key.getBytes(UTF_8);
    return ByteBuffer.allocate(1 + name.length).put((byte) name.length).put(name).flip();
  }

  void put(String key, byte[] value) throws IOException {
    if (value.length < LARGE) {
      Location location = log.append(INLINE, name(key), ByteBuffer.wrap(value));
      drop(large.remove(key));
      inline.put(key, location);
      return;
    }
    StoredBody body;
    try (BodyWriter writer = bodies.create()) {
      writer.write(ByteBuffer.wrap(value));
      body = writer.commit();
    }
    ByteBuffer reference = ByteBuffer.allocate(BodyId.SIZE + Long.BYTES);
    body.id().encode(reference);
    log.append(BODY, name(key), reference.putLong(body.length()).flip());
    inline.remove(key);
    drop(large.put(key, body));
  }

  void remove(String key) throws IOException {
    log.append(REMOVAL, name(key));
    inline.remove(key);
    drop(large.remove(key));
  }

  private void drop(@org.jspecify.annotations.Nullable StoredBody body) {
    if (body != null) {
      log.whenCertain(() -> bodies.delete(body.id()));
    }
  }

  /** Reads all values. */
  Map<String, ByteBuffer> contents() throws IOException {
    Map<String, ByteBuffer> contents = new TreeMap<>();
    for (Map.Entry<String, Location> entry : inline.entrySet()) {
      ByteBuffer payload = log.read(entry.getValue());
      contents.put(entry.getKey(), payload.position(1 + entry.getKey().length()).slice());
    }
    for (Map.Entry<String, StoredBody> entry : large.entrySet()) {
      try (BodyReader reader = bodies.open(entry.getValue())) {
        ByteBuffer value = ByteBuffer.allocate((int) reader.length());
        reader.read(0, value);
        contents.put(entry.getKey(), value.flip());
      }
    }
    return contents;
  }

  @Override
  public void close() throws IOException {
    try {
      log.close();
    } finally {
      bodies.close();
      root.close();
    }
  }
}

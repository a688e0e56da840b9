package io.holdall.local;

import static io.holdall.local.RootException.Reason.FOREIGN_CONTENT;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The large bodies of a root, each in a file of its own: {@code bodies/<first two digits of the
 * id>/<id>}.
 *
 * <p>A file is written in its final place, before the record that names it; one that no record
 * names is removed when the root is opened, therefore nothing needs to be renamed. A body that is
 * deleted while it is read goes when its last reader closes. That is counted here and not left to
 * the file system, for Windows does not delete an open file.
 *
 * <p>Thread-safe.
 */
final class BodyFiles implements Closeable {
  private static final int DIRECTORIES = 256;

  private final Path bodies;
  private final DirectorySync sync;
  private final Durability durability;
  private final PendingBodies pending = new PendingBodies();
  private final ReadBuffers buffers = new ReadBuffers();

  /** The bodies that are being read. Guarded by itself. */
  private final Map<BodyId, OpenBody> open = new HashMap<>();

  /** The directories known to be there. */
  private final Set<Path> made = ConcurrentHashMap.newKeySet(DIRECTORIES);

  /** Bodies whose files could not be deleted yet. */
  private final Set<BodyId> undeleted = ConcurrentHashMap.newKeySet();

  /** Why no directory is believed to be forced any more. */
  private volatile @Nullable LogFailedException failure;

  BodyFiles(LocalRoot root, Durability durability) {
    this.bodies = root.bodies();
    this.sync = root.sync();
    this.durability = durability;
  }

  /** Begins a new body. */
  BodyWriter create() throws IOException {
    checkForced();
    BodyId id = BodyId.random();
    makeDirectory(directory(id));
    try {
      return new BodyWriter(this, id, DataFile.create(path(id)));
    } catch (IOException e) {
      // It may be there though it could not be opened.
      deleteFile(id);
      throw e;
    }
  }

  private void makeDirectory(Path directory) throws IOException {
    if (!made.contains(directory)) {
      try {
        Files.createDirectories(directory);
      } catch (IOException e) {
        throw FullDiskException.orElse(e, directory, 0);
      }
      forceDirectory(bodies);
      made.add(directory);
    }
  }

  /** Takes over the file of a body that has been written whole. */
  void complete(BodyId id, DataFile file) throws IOException {
    if (durability == Durability.RELAXED && !pending.isFull()) {
      pending.add(id, file, sync.open(directory(id)));
      return;
    }
    file.force();
    forceDirectory(directory(id));
    file.close();
  }

  private void forceDirectory(Path directory) throws IOException {
    checkForced();
    try {
      sync.force(directory);
    } catch (LogFailedException e) {
      failure = e;
      throw e;
    }
    // Another thread may have been told of a failure that was this one's too.
    checkForced();
  }

  private void checkForced() throws LogFailedException {
    LogFailedException cause = failure;
    if (cause != null) {
      throw new LogFailedException(
          "The store takes no more large bodies until it is opened again: " + cause.getMessage(),
          cause);
    }
  }

  /**
   * Makes all bodies durable that have been committed. For one thread at a time.
   *
   * @throws IOException if that may have failed; to try again proves nothing
   */
  void force() throws IOException {
    pending.force();
  }

  ReadBuffers buffers() {
    return buffers;
  }

  /**
   * Opens a body for reading.
   *
   * @throws NoSuchFileException if there is no such body (any more)
   * @throws DamageException if its file is not that of this body, or not whole
   */
  BodyReader open(StoredBody body) throws IOException {
    OpenBody shared;
    synchronized (open) {
      shared = open.computeIfAbsent(body.id(), id -> new OpenBody(body, path(id)));
      shared.readers++;
    }
    boolean opened = false;
    try {
      BodyReader reader = shared.reader(this);
      opened = true;
      return reader;
    } finally {
      if (!opened) {
        release(shared);
      }
    }
  }

  /** Ends one reader's use of a body. */
  void release(OpenBody body) throws IOException {
    synchronized (open) {
      body.readers--;
      if (body.readers > 0) {
        return;
      }
      open.remove(body.body().id());
      // Within the lock, so that no deletion comes before it.
      body.closeFile();
      if (!body.doomed) {
        return;
      }
    }
    deleteFile(body.body().id());
  }

  /**
   * Deletes a body, or lets its last reader do so; nothing if there is no such body. Should the
   * file system refuse, the next deletions try again, and after them the next opening of the root.
   *
   * <p>A body that was named by a record is deleted by way of {@link SegmentedLog#whenCertain}, or
   * else the log might be found to end before the record that made it superfluous.
   */
  void delete(BodyId id) {
    synchronized (open) {
      OpenBody body = open.get(id);
      if (body != null) {
        body.doomed = true;
        return;
      }
    }
    deleteFile(id);
  }

  private void deleteFile(BodyId id) {
    undeleted.add(id);
    undeleted.removeIf(this::deletes);
  }

  private boolean deletes(BodyId id) {
    try {
      pending.remove(id);
      Files.deleteIfExists(path(id));
      return true;
    } catch (IOException e) {
      // To be tried again; meanwhile a file that no record names does no harm.
      return false;
    }
  }

  /**
   * Reads a body to its end.
   *
   * @throws NoSuchFileException if there is none
   * @throws DamageException if it is not what was written
   * @throws IOException if it cannot be read; the message says where
   */
  void verify(StoredBody body) throws IOException {
    long position = body.length();
    try (BodyReader reader = open(body)) {
      ByteBuffer block = ByteBuffer.allocate(BodyTrailer.BLOCK);
      for (position = 0; position < body.length(); position += block.position()) {
        reader.read(position, block.clear());
      }
    } catch (DamageException
        | NoSuchFileException
        | AccessDeniedException
        | ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          path(body.id()) + " cannot be read at byte " + position + ": " + e.getMessage(), e);
    }
  }

  /** Finds out whether a body is there whole; true too if it cannot be read. */
  boolean isThere(StoredBody body) {
    try {
      verify(body);
      return true;
    } catch (NoSuchFileException | DamageException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Finds out whether a body is there whole, byte by byte, and makes it durable if it is: for a
   * record that is not {@link Replay.Entry#confirmed()}. It is written again for that, as the log
   * is, because an earlier force may have failed.
   */
  boolean settle(StoredBody body) throws IOException {
    try {
      verify(body);
    } catch (NoSuchFileException | DamageException e) {
      return false;
    }
    try (DataFile file = DataFile.openForWriting(path(body.id()))) {
      file.writeAgain(0, file.size());
      file.force();
    }
    sync.force(directory(body.id()));
    return true;
  }

  /**
   * Returns the bodies that there are and that no record names, for {@link #delete}. Only before
   * the first {@link #create()}.
   *
   * @throws RootException if there is a file that is no body
   */
  List<BodyId> unnamed(Predicate<BodyId> named) throws IOException {
    return unnamed(named, Foreign.REFUSED);
  }

  /** As {@link #unnamed}, though there be files that are none. */
  List<BodyId> unnamed(Predicate<BodyId> named, Foreign foreign) throws IOException {
    List<BodyId> unnamed = new ArrayList<>();
    for (String directory : Listing.names(bodies)) {
      if (!Files.isDirectory(bodies.resolve(directory))) {
        foreign.found(foreign(directory));
        continue;
      }
      for (String name : Listing.names(bodies.resolve(directory))) {
        Optional<BodyId> id =
            BodyId.parse(name)
                .filter(parsed -> directory(parsed).equals(bodies.resolve(directory)));
        if (id.isEmpty()) {
          foreign.found(foreign(directory + "/" + name));
        } else if (!named.test(id.get())) {
          unnamed.add(id.get());
        }
      }
    }
    return unnamed;
  }

  private RootException foreign(String name) {
    return new RootException(FOREIGN_CONTENT, bodies + " holds " + name + ", which is not a body.");
  }

  private Path directory(BodyId id) {
    return bodies.resolve(id.toString().substring(0, 2));
  }

  private Path path(BodyId id) {
    return directory(id).resolve(id.toString());
  }

  /** Makes nothing durable: that is for the log to do, before. */
  @Override
  public void close() throws IOException {
    pending.close();
  }
}

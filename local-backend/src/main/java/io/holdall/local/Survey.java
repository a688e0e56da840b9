package io.holdall.local;

import io.holdall.engine.Change;
import io.holdall.engine.Content;
import io.holdall.engine.Piece;
import io.holdall.engine.State;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A root that was read without being changed, with all that can be read of it. Not thread-safe. */
final class Survey implements Closeable {
  private final LocalRoot root;
  private final BodyFiles files;
  private final SegmentReaders readers;
  private final State state;
  private final Findings findings = new Findings();

  /** Whether nothing of the log is missing. */
  private final boolean logWhole;

  /** The files that have been read, and what is wrong with them; "" for those that are whole. */
  private final Map<BodyId, String> verified = new HashMap<>();

  private Survey(LocalRoot root) throws IOException {
    this.root = root;
    this.files = new BodyFiles(root, Durability.DURABLE);
    this.readers =
        new SegmentReaders(
            root.log(), LogOptions.DEFAULT.openSegments(), segment -> OptionalLong.empty());
    if (!root.isLocked()) {
      findings.note(
          root.directory()
              + " cannot be locked: what another process writes there meanwhile may look like"
              + " damage.");
    }
    RootContent.findForeign(root.directory(), findings::foreign);
    Replayer replayer = new Replayer(root, files, files::isThere);
    new LogSurvey(root.log(), marker(), replayer, findings).run();
    this.state = replayer.survey();
    this.logWhole = findings.areNone();
    checkIndexes();
  }

  /**
   * @throws RootException if there is no root at the path, or somebody has it
   */
  static Survey of(Path path) throws IOException {
    LocalRoot root = LocalRoot.openAsItIs(path);
    Survey survey = null;
    try {
      survey = new Survey(root);
      return survey;
    } finally {
      if (survey == null) {
        root.close();
      }
    }
  }

  private @Nullable UUID marker() {
    try {
      return RootMarker.read(root.directory());
    } catch (DamageException e) {
      findings.damage(e.getMessage());
      return null;
    } catch (NoSuchFileException e) {
      findings.damage(root.directory().resolve(RootMarker.NAME) + " is missing.");
      return null;
    } catch (IOException e) {
      findings.unreadable(root.directory().resolve(RootMarker.NAME), e);
      return null;
    }
  }

  private void checkIndexes() throws IOException {
    List<Integer> segments = SegmentFiles.list(root.log(), Foreign.IGNORED);
    for (int number : SegmentFiles.listIndexes(root.log(), Foreign.IGNORED)) {
      if (!segments.contains(number)) {
        continue;
      }
      try (SealedWalk index = IndexWalk.open(root.log(), SealedWalk.header(root.log(), number))) {
        if (index == null) {
          findings.note(
              SegmentFiles.indexPath(root.log(), number)
                  + " is not good; it is made again when the store is opened.");
        }
      } catch (DamageException e) {
        // Of the segment's header, which the survey of the log has told.
      } catch (IOException e) {
        findings.note(
            SegmentFiles.indexPath(root.log(), number)
                + " cannot be read ("
                + e.getMessage()
                + "); the segment is read in its place.");
      }
    }
  }

  Path directory() {
    return root.directory();
  }

  Findings findings() {
    return findings;
  }

  /** All that the log says, as far as it can be read. */
  State state() {
    return state;
  }

  /** Verifies all bodies that the state names. */
  void verifyAll() throws IOException {
    try {
      state.checkWithoutGaps();
    } catch (IllegalStateException e) {
      findings.damage(e.getMessage() + ".");
    }
    state.forEach(this::verify);
    int superfluous;
    try {
      superfluous = files.unnamed(verified::containsKey, findings::foreign).size();
    } catch (IOException e) {
      findings.unreadable(root.bodies(), e);
      return;
    }
    if (superfluous > 0) {
      findings.note(
          "%s files in %s belong to no blob%s."
              .formatted(
                  superfluous,
                  root.bodies(),
                  logWhole
                      ? "; they are removed when the store is opened"
                      : " of which the log can be read"));
    }
  }

  private void verify(Change change) {
    Content content = ChangeRecord.content(change);
    if (content != null) {
      flaws(content).forEach(flaw -> findings.damage(name(change) + ": " + flaw));
    }
  }

  /** The blob or the part that a change is about, as sentences name it. */
  static String name(Change change) {
    String blob = change.bucket() + "/" + change.key();
    return change instanceof Change.PartPut put
        ? "part %s of an upload of %s".formatted(put.part().number(), blob)
        : blob;
  }

  /** Reads the bytes of a blob or a part, and returns a sentence for each flaw. */
  Set<String> flaws(Content content) {
    findings.blob();
    Set<String> flaws = new LinkedHashSet<>();
    for (Piece piece : content.pieces()) {
      String flaw =
          piece.body() instanceof FileBody file
              ? verified.computeIfAbsent(file.stored().id(), id -> flaw(file.stored()))
              : flaw((InlineBody) piece.body());
      if (!flaw.isEmpty()) {
        flaws.add(flaw);
      }
    }
    return flaws;
  }

  private String flaw(StoredBody body) {
    return flaw(
        () -> {
          files.verify(body);
          findings.body(body.length());
        });
  }

  private String flaw(InlineBody body) {
    return flaw(() -> read(body));
  }

  private interface Reading {
    void run() throws IOException;
  }

  /** A sentence that says why a body cannot be read; empty if it can. */
  private static String flaw(Reading reading) {
    try {
      reading.run();
      return "";
    } catch (NoSuchFileException e) {
      return e.getFile() + " is missing.";
    } catch (DamageException e) {
      return String.valueOf(e.getMessage());
    } catch (IOException e) {
      return e.getMessage() + ".";
    }
  }

  private ByteBuffer read(InlineBody body) throws IOException {
    body.check(root.log());
    Location record = Objects.requireNonNull(body.record());
    try {
      ByteBuffer payload = readers.read(record);
      return payload.position(payload.limit() - (int) body.length());
    } catch (DamageException e) {
      throw e;
    } catch (IOException e) {
      Path segment = SegmentFiles.path(root.log(), record.segment());
      throw new IOException(segment + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The bytes of a piece whose body has no flaw. */
  InputStream open(Piece piece) throws IOException {
    if (piece.body() instanceof FileBody file) {
      return new BodyStream(files.open(file.stored()), root, piece.offset(), piece.length());
    }
    ByteBuffer bytes = read((InlineBody) piece.body());
    return new ByteArrayInputStream(
        bytes.array(),
        bytes.arrayOffset() + bytes.position() + (int) piece.offset(),
        (int) piece.length());
  }

  @Override
  public void close() throws IOException {
    try (root;
        files) {
      readers.close();
    }
  }
}

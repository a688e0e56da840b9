package io.holdall.local;

import io.holdall.engine.BodyCodec;
import io.holdall.engine.BodyRef;
import io.holdall.engine.Change;
import io.holdall.engine.ChangeCodec;
import io.holdall.engine.ChangeFormatException;
import io.holdall.engine.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a state, and the account of its bodies, of the records of a log. No body goes before the
 * last record is replayed, for it may be named again. Not thread-safe.
 */
final class Replayer implements Replay {
  private static final System.Logger LOGGER = System.getLogger(Replayer.class.getName());

  private final LocalRoot root;
  private final BodyFiles files;
  private final Settling settling;
  private final Map<Long, InlineBody> inline = new HashMap<>();
  private final Map<BodyId, FileBody> filed = new HashMap<>();

  /**
   * The bodies that a record proves to have been durable. If one is gone, it was deleted since,
   * though a later record names it: the cleaner says again what may be replaced before the record
   * that says so is forced.
   */
  private final Set<FileBody> proven = new HashSet<>();

  private State state = State.empty();
  private long nextNumber = 1;

  /** Finds out whether a body is whole that a record names which may not have been forced. */
  @FunctionalInterface
  interface Settling {
    boolean settle(StoredBody body) throws IOException;
  }

  Replayer(LocalRoot root, BodyFiles files, Settling settling) {
    this.root = root;
    this.files = files;
    this.settling = settling;
  }

  @Override
  public boolean visit(Entry entry) throws IOException {
    Namer namer = new Namer(entry.location());
    if (BodyRecord.isType(entry.type())) {
      InlineBody body = (InlineBody) namer.find(body(entry));
      body.share();
      namer.accept();
      if (entry.type() == BodyRecord.DAMAGED) {
        body.damaged(entry.location());
      }
      return true;
    }
    if (!ChangeRecord.isType(entry.type())) {
      throw damage(entry, "a record of type " + entry.type() + " is not known to this library");
    }
    Change change = decode(entry, namer);
    for (LocalBody body : namer.named) {
      if (body instanceof FileBody file && !proven.contains(file)) {
        boolean ahead = entry.type() == ChangeRecord.AHEAD && !entry.confirmed();
        if (ahead && !settling.settle(file.stored())) {
          namer.named.forEach(LocalBody::release);
          return false;
        }
        proven.add(file);
      }
    }
    namer.accept();
    try {
      State.Applied applied = entry.gaps() ? state.applyWithGaps(change) : state.apply(change);
      state = applied.state();
      applied.dropped().forEach(body -> ((LocalBody) body).release());
    } catch (IllegalStateException e) {
      throw damage(entry, e.getMessage());
    }
    return true;
  }

  private BodySpelling.Carried body(Entry entry) throws DamageException {
    try {
      BodySpelling.Carried body = BodyRecord.decode(entry.payload().duplicate());
      if (entry.location().length() - BodyRecord.HEAD != body.length()) {
        throw damage(entry, "a body of " + body.length() + " bytes is not in this record");
      }
      return body;
    } catch (ChangeFormatException e) {
      throw damage(entry, e.getMessage());
    }
  }

  private Change decode(Entry entry, Namer namer) throws DamageException {
    ByteBuffer payload = entry.payload();
    try {
      int start = payload.position();
      Change change = new ChangeCodec(namer).decode(payload);
      int following = entry.location().length() - (payload.position() - start);
      if (following != namer.carried) {
        throw damage(
            entry,
            "%s bytes follow the change where %s are due".formatted(following, namer.carried));
      }
      if (SaidAgain.concerns(change)) {
        namer.share();
      }
      return change;
    } catch (ChangeFormatException e) {
      throw damage(entry, e.getMessage());
    }
  }

  private DamageException damage(Entry entry, @Nullable String what) {
    Path segment = SegmentFiles.path(root.log(), entry.location().segment());
    return DamageException.at(segment, entry.location().offset(), what + ".");
  }

  /**
   * Ends the replay: removes the bodies that nothing names any more.
   *
   * @return the state that the log has led to
   * @throws DamageException if something is not known that must be
   */
  State finish(SegmentedLog log) throws IOException {
    dropUnknown();
    try {
      state.checkWithoutGaps();
    } catch (IllegalStateException e) {
      throw DamageException.in(root.log(), "is not whole: " + e.getMessage() + ".");
    }
    for (InlineBody body : inline.values()) {
      try {
        if (body.isHeld()) {
          body.check(root.log());
        }
      } catch (DamageException e) {
        // As with a body whose file is missing: it costs the blobs that need it, and no others.
        LOGGER.log(System.Logger.Level.WARNING, e.getMessage());
      }
    }
    for (BodyId id : files.unnamed(this::isHeld)) {
      log.whenCertain(() -> files.delete(id));
    }
    return state;
  }

  private boolean isHeld(BodyId id) {
    FileBody body = filed.get(id);
    return body != null && body.isHeld();
  }

  /** What the records have led to that are there, of a log that may lack others. */
  State survey() {
    dropUnknown();
    return state;
  }

  private void dropUnknown() {
    State.Applied known = state.withoutUnknownUploads();
    state = known.state();
    known.dropped().forEach(body -> ((LocalBody) body).release());
  }

  /** The account of the bodies in the log. Only after {@link #finish}. */
  InlineBodies inline() {
    InlineBodies bodies = new InlineBodies(nextNumber);
    inline.values().stream().filter(LocalBody::isHeld).forEach(bodies::add);
    return bodies;
  }

  /** Finds the bodies that one record names, and holds each as often as it is named. */
  private final class Namer implements BodyCodec {
    private final Location payload;
    private final List<LocalBody> named = new ArrayList<>(1);

    /** The body that the record carries, and its length. */
    private @Nullable InlineBody carrier;

    private int carried;

    Namer(Location payload) {
      this.payload = payload;
    }

    @Override
    public BodyRef decode(ByteBuffer spelling) {
      LocalBody body = find(BodySpelling.decode(spelling));
      body.holdAgain();
      named.add(body);
      return body;
    }

    /** The record is part of the log, and so the body that it carries is in it. */
    void accept() {
      if (carrier != null) {
        carrier.written(payload);
      }
    }

    /** Has all bodies found by their numbers. */
    void share() {
      for (LocalBody body : named) {
        if (body instanceof InlineBody it) {
          it.share();
        }
      }
    }

    private LocalBody find(BodySpelling spelling) {
      if (spelling instanceof BodySpelling.Carried it) {
        InlineBody body = inline(it.number(), it.length());
        carrier = body;
        carried = it.length();
        return body;
      }
      if (spelling instanceof BodySpelling.Elsewhere it) {
        InlineBody body = inline(it.number(), it.length());
        body.share();
        return body;
      }
      StoredBody stored = ((BodySpelling.InFile) spelling).body();
      FileBody body = filed.computeIfAbsent(stored.id(), id -> new FileBody(stored, 0));
      if (body.length() != stored.length()) {
        throw new IllegalArgumentException(body + " has two lengths");
      }
      return body;
    }

    private InlineBody inline(long number, int length) {
      InlineBody body = inline.computeIfAbsent(number, it -> InlineBody.named(it, length));
      if (body.length() != length) {
        throw new IllegalArgumentException(body + " has two lengths");
      }
      nextNumber = Math.max(nextNumber, number + 1);
      return body;
    }

    @Override
    public byte[] encode(BodyRef body) {
      throw new UnsupportedOperationException("this only finds");
    }
  }
}

package io.holdall;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Makes a blob of bytes that come one after the other. Few are kept and put in one piece; many are
 * sent as parts while more come in, of which at most parallelism + 1 are in memory; where parts are
 * no choice they go to a temporary file first. One thread uses it, ends it with {@link #finish},
 * and calls {@link #abandon} if anything went wrong before or in that.
 */
final class Assembler {
  private static final int FIRST = 16 * 1024;
  private static final byte[] NONE = {};

  private final Access access;
  private final String key;
  private final PutOptions options;
  private final TransferOptions transfer;
  private final Body expectations;
  private final long length;
  private final Progress progress;

  /** Whether a body above the threshold goes as parts without being complete before. */
  private final boolean sendsParts;

  private final List<byte[]> kept = new ArrayList<>();
  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();
  private byte[] current = NONE;
  private int used;
  private int pieces;
  private long total;
  private @Nullable PartSender sender;
  private @Nullable Spool spool;

  /**
   * @param options completed
   * @param expectations a body that expects what the whole must have
   * @param length above the threshold, or {@link BodyPayload#UNKNOWN}
   */
  Assembler(Access access, String key, PutOptions options, Body expectations, long length) {
    this.access = access;
    this.key = key;
    this.options = options;
    this.transfer = options.transfer();
    this.expectations = expectations;
    this.length = length;
    this.progress =
        Progress.of(
            transfer,
            length == BodyPayload.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(length));
    this.sendsParts =
        access.has(Feature.MULTIPART)
            && (length != BodyPayload.UNKNOWN
                || transfer.threshold() / transfer.partSize() <= transfer.parallelism());
  }

  /** Takes all bytes of a stream. */
  void drain(PayloadStream stream) {
    if (length != BodyPayload.UNKNOWN) {
      startSending();
    }
    makeRoom();
    for (int got = stream.read(current, used, current.length - used);
        got >= 0;
        got = stream.read(current, used, current.length - used)) {
      took(got);
      makeRoom();
    }
  }

  void append(byte[] bytes, int offset, int count) {
    int at = offset;
    int end = offset + count;
    while (at < end) {
      makeRoom();
      int step = Math.min(end - at, current.length - used);
      System.arraycopy(bytes, at, current, used, step);
      at += step;
      took(step);
    }
  }

  private void took(int count) {
    used += count;
    total += count;
    if (total > access.limits().maxBlobSize()) {
      throw Writes.tooLarge(access, key, total);
    }
    if (sendsParts && sender == null && total > Writes.wholeLimit(access, transfer)) {
      startSending();
    }
  }

  /** Sees to it that the current piece is not full. */
  private void makeRoom() {
    if (used < current.length) {
      return;
    }
    if (spool != null) {
      passOn();
      return;
    }
    int size = pieceSize();
    if (used == size) {
      passOn();
      size = pieceSize();
    }
    byte[] reused = used == 0 ? free.poll() : null;
    boolean manyExpected = pieces > 0 || length != BodyPayload.UNKNOWN;
    current =
        reused != null && reused.length == size
            ? reused
            : Arrays.copyOf(
                current, manyExpected ? size : (int) Math.min(size, Math.max(FIRST, 2L * used)));
  }

  private int pieceSize() {
    if (length == BodyPayload.UNKNOWN) {
      return PartPlan.growing(transfer.partSize(), pieces + 1, access.limits());
    }
    long size = Math.min(length, PartPlan.sizeFor(transfer.partSize(), length, access.limits()));
    if (size > Integer.MAX_VALUE - 8) {
      throw Writes.tooLarge(access, key, length);
    }
    return (int) size;
  }

  /** Takes the full piece out of the way. */
  private void passOn() {
    if (used == 0) {
      return;
    }
    if (spool != null) {
      // The buffer is free again, and stays as large as it is.
      spool.write(current, 0, used);
      used = 0;
      return;
    }
    byte[] piece = current;
    int size = used;
    current = NONE;
    used = 0;
    pieces++;
    if (sender != null) {
      send(sender, piece, size);
      return;
    }
    kept.add(piece);
    if (kept.size() > transfer.parallelism()) {
      toSpool();
    }
  }

  private void toSpool() {
    Spool file = access.call(Operation.PUT, key, access.store()::spool);
    spool = file;
    for (byte[] piece : kept) {
      file.write(piece, 0, piece.length);
    }
    current = kept.get(0);
    kept.clear();
  }

  private void startSending() {
    Writes.needConditionalCompletion(access, key, options);
    PartSender started =
        new PartSender(
            access,
            Operation.PUT,
            key,
            UploadPlan.of(options, expectations).start(),
            transfer.parallelism(),
            progress);
    sender = started;
    for (byte[] piece : kept) {
      send(started, piece, piece.length);
    }
    kept.clear();
  }

  private void send(PartSender started, byte[] piece, int size) {
    started.send(Body.of(piece, 0, size), size, () -> free.add(piece));
  }

  PutResult finish() {
    if (sender != null) {
      passOn();
      return sender.complete(UploadPlan.of(options, expectations).completion());
    }
    if (spool != null) {
      try (Spool file = spool) {
        passOn();
        Body body = access.call(Operation.PUT, key, file::body).expectingAs(expectations);
        return Writes.put(access, key, body, total, options);
      }
    }
    return Writes.put(access, key, keptBody().expectingAs(expectations), total, options);
  }

  private Body keptBody() {
    if (kept.isEmpty()) {
      return Body.of(current, 0, used);
    }
    Body.Source source =
        () -> {
          List<InputStream> streams = new ArrayList<>();
          for (byte[] piece : kept) {
            streams.add(new ByteArrayInputStream(piece));
          }
          streams.add(new ByteArrayInputStream(current, 0, used));
          return new SequenceInputStream(Collections.enumeration(streams));
        };
    return Body.of(source, total);
  }

  /** Lets go of everything, the upload included. */
  void abandon(Throwable why) {
    kept.clear();
    if (sender != null) {
      sender.abandon(why);
      sender = null;
    }
    if (spool != null) {
      spool.close();
    }
  }
}

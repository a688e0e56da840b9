package io.holdall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Fetches one version of a blob. The first request asks for as much as the threshold; what lies
 * behind it is fetched as ranges in parallel, on condition that the ETag is still that of the first
 * answer. A suffix or a part, whose size shows only in the answer, comes in one piece.
 */
final class RangeFetch implements AutoCloseable {
  private static final int CHUNK = 128 * 1024;

  /** The version that the first answer was of is gone. */
  static final class Replaced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Replaced(BlobStoreException cause) {
      super(cause);
    }

    Replaced() {
      super("the store has another version now");
    }
  }

  private final Access access;
  private final String key;
  private final TransferOptions transfer;
  private final Progress progress;
  private final PortableBlob first;
  private final ByteSpan wanted;

  /** Where the next range begins. */
  private final AtomicLong cursor;

  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private RangeFetch(
      Access access,
      String key,
      TransferOptions transfer,
      Progress progress,
      PortableBlob first,
      ByteSpan wanted) {
    this.access = access;
    this.key = key;
    this.transfer = transfer;
    this.progress = progress;
    this.first = first;
    this.wanted = wanted;
    this.cursor = new AtomicLong(first.span().end());
  }

  static RangeFetch open(Access access, String key, GetOptions options, Progress progress) {
    PortableBlob first = openFirst(access, key, options);
    ByteSpan wanted = wanted(options, first);
    progress.restart(wanted.length());
    return new RangeFetch(access, key, options.transfer(), progress, first, wanted);
  }

  private static PortableBlob openFirst(Access access, String key, GetOptions options) {
    TransferListener silent = TransferListener.silent();
    long most = Math.max(1, options.transfer().threshold());
    ByteRange range = options.range().orElse(ByteRange.from(0));
    boolean splits =
        options.part().isEmpty()
            && !(range instanceof ByteRange.Suffix)
            && first(range) <= Long.MAX_VALUE - most;
    if (!splits) {
      return Reads.open(access, key, options, silent);
    }
    long last = first(range) + most - 1;
    if (range instanceof ByteRange.Between between) {
      last = Math.min(last, between.last());
    }
    try {
      return Reads.open(access, key, options.range(ByteRange.between(first(range), last)), silent);
    } catch (BlobStoreException e) {
      if (e.code() == ErrorCode.INVALID_RANGE && options.range().isEmpty()) {
        // An empty blob has no range at all (GET-30).
        return Reads.open(access, key, options, silent);
      }
      throw e;
    }
  }

  private static long first(ByteRange range) {
    if (range instanceof ByteRange.Between between) {
      return between.first();
    }
    return range instanceof ByteRange.From from ? from.first() : 0;
  }

  private static ByteSpan wanted(GetOptions options, PortableBlob first) {
    ByteRange range = options.range().orElse(ByteRange.from(0));
    return options.part().isPresent() || range instanceof ByteRange.Suffix
        ? first.span()
        : range.resolve(first.attributes().size()).orElse(first.span());
  }

  BlobAttributes attributes() {
    return first.attributes();
  }

  /**
   * Makes the file and writes all bytes to it.
   *
   * @throws Replaced if the version is gone
   */
  void writeTo(Path file, FileAttribute<?>... attributes) throws IOException {
    Set<StandardOpenOption> create =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (SeekableByteChannel channel = Files.newByteChannel(file, create, attributes)) {
      long behind = wanted.end() - first.span().end();
      long ranges = behind / transfer.partSize() + (behind % transfer.partSize() == 0 ? 0 : 1);
      int helpers = (int) Math.min(ranges, transfer.parallelism() - 1);
      if (helpers == 0) {
        work(channel, true);
      } else {
        workTogether(channel, helpers);
      }
    }
    Throwable failed = failure.get();
    if (failed instanceof UncheckedIOException unchecked) {
      throw unchecked.getCause();
    }
    if (failed != null) {
      throw Transfers.unchecked(failed);
    }
  }

  private void workTogether(SeekableByteChannel channel, int helpers) {
    ExecutorService threads = Executors.newFixedThreadPool(helpers, Transfers::thread);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < helpers; i++) {
      running.add(threads.submit(() -> work(channel, false)));
    }
    threads.shutdown();
    work(channel, true);
    boolean interrupted = false;
    for (Future<?> helper : running) {
      while (!helper.isDone()) {
        try {
          Transfers.result(helper);
        } catch (InterruptedException e) {
          interrupted = true;
          fail(Transfers.interrupted(access, Operation.GET, key, e));
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Fetches range after range until none is left or something failed. */
  private void work(SeekableByteChannel channel, boolean withFirst) {
    try {
      if (withFirst) {
        write(first, channel);
      }
      for (long at = next(); at < wanted.end() && failure.get() == null; at = next()) {
        long end = Math.min(at + transfer.partSize(), wanted.end());
        try (PortableBlob range = open(new ByteSpan(at, end - at))) {
          write(range, channel);
        }
      }
    } catch (IOException e) {
      fail(new UncheckedIOException(e));
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    failure.compareAndSet(null, e);
    progress.giveUp();
  }

  private long next() {
    return cursor.getAndAdd(transfer.partSize());
  }

  private PortableBlob open(ByteSpan span) {
    GetOptions options =
        GetOptions.defaults()
            .range(ByteRange.between(span.offset(), span.end() - 1))
            .conditions(ReadConditions.none().ifMatch(attributes().etag()));
    PortableBlob range;
    try {
      range = Reads.open(access, key, options, TransferListener.silent());
    } catch (BlobStoreException e) {
      throw switch (e.code()) {
        case PRECONDITION_FAILED, NO_SUCH_KEY, INVALID_RANGE -> new Replaced(e);
        default -> e;
      };
    }
    if (!range.span().equals(span)) {
      range.close();
      throw new Replaced();
    }
    return range;
  }

  private void write(PortableBlob blob, SeekableByteChannel channel) throws IOException {
    long position = blob.span().offset() - wanted.offset();
    byte[] chunk = new byte[(int) Math.max(1, Math.min(CHUNK, blob.span().length()))];
    BlobStream stream = blob.open();
    for (int got = stream.take(chunk, 0, chunk.length);
        got >= 0;
        got = stream.take(chunk, 0, chunk.length)) {
      write(channel, ByteBuffer.wrap(chunk, 0, got), position);
      position += got;
      progress.advance(got);
    }
  }

  private static void write(SeekableByteChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    if (channel instanceof FileChannel file) {
      long at = position;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      return;
    }
    synchronized (channel) {
      channel.position(position);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  @Override
  public void close() {
    first.close();
  }
}

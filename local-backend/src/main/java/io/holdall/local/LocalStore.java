package io.holdall.local;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.ErrorCode;
import io.holdall.Limits;
import io.holdall.endpoint.EndpointPresigner;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.engine.Engine;
import io.holdall.engine.EngineDriver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Stores in a directory of a local disk that behave like Amazon S3.
 *
 * <pre>{@code
 * try (BlobStore store = LocalStore.builder(Path.of("/var/lib/blobs")).open()) {
 *   Bucket bucket = store.createBucket("photos");
 *   …
 * }
 * }</pre>
 *
 * <p><b>What is kept.</b> When a call that changes something returns, the change survives the end
 * of the process and, with {@link Durability#DURABLE}, of the machine: the blob with its headers,
 * metadata and tags, or that it is deleted, parts of open uploads, buckets. Before it returns, the
 * end of either leaves the old blob or the new one, whole. With {@link Durability#RELAXED} the end
 * of the machine may take back the changes of the last moments (about a fifth of a second), in
 * order: no change stays that was made after one that is lost. Readers never see a mixture of two
 * versions, in either mode.
 *
 * <p>This holds as far as the disk keeps what it has reported as written. Every byte is read
 * against a checksum; one that changed on the disk gives {@link ErrorCode#CORRUPT}, with file and
 * offset, and never wrong bytes.
 *
 * <p><b>Space.</b> What was replaced or deleted gives its space back while the store is used. Large
 * bodies lie in files, which are removed at once, or when their last reader closes. Small bodies
 * and all else lie in a log: if a log with nothing superfluous would have L bytes, the store's has
 * at most 2 L and two {@linkplain Builder#segmentSize segments} more, as long as L stays as it is
 * and the disk gives out what it has of it. Changes may wait for that to be so, each for a slice of
 * the work, never for all of it.
 *
 * <p><b>Changes that are broken off.</b> When the disk fails to force a change, or an error of the
 * virtual machine strikes in the middle of one (an {@link OutOfMemoryError}, say), nobody knows
 * what the directory has of it. Then reading goes on, and each call that would change something
 * gives {@link ErrorCode#IO_FAILED}, until the store is closed and opened again; which shows the
 * change whole, or not at all.
 *
 * <p><b>Full disks.</b> A change that finds no room gives {@link ErrorCode#STORAGE_FULL} and leaves
 * nothing behind. Reading and deleting go on: the store keeps in reserve what deletions take, 256
 * KiB, and what it takes to give the space of deleted blobs back: as much as a segment, or as the
 * log while that is shorter. It takes nothing else until it has them again.
 *
 * <p><b>One owner.</b> A directory is open in one store at a time; a second one, in this process or
 * in another, gets {@link ErrorCode#STORE_IN_USE}. The end of the owner's process, however it
 * comes, sets the directory free. Locks of this kind do not work between machines that share a
 * network file system.
 *
 * <p><b>Names.</b> Keys never become names of files, so every key works on every file system. The
 * module's {@code FORMAT.md} describes the files.
 */
public final class LocalStore {
  private LocalStore() {}

  /**
   * Describes a store, and opens nothing yet.
   *
   * @param root the directory of the store, on any file system of {@link java.nio.file}; made, with
   *     those above it, when there is none
   */
  public static Builder builder(Path root) {
    return new Builder(root);
  }

  /** What a store in a directory is to be like. Not thread-safe; can be used again. */
  public static final class Builder {
    /** Bodies of up to one block of a body's file: beyond it, that file can be read in part. */
    private static final int DEFAULT_INLINE_LIMIT = BodyTrailer.BLOCK;

    private static final int MOST_INLINE_LIMIT = 1 << 20;

    private final Path root;
    private Clock clock = Clock.systemUTC();
    private Limits limits = Limits.S3;
    private long maxTotalBytes = Long.MAX_VALUE;
    private int inlineLimit = DEFAULT_INLINE_LIMIT;
    private LogOptions log = LogOptions.DEFAULT;
    private @Nullable Executor background;
    private @Nullable InetSocketAddress presignAddress;
    private @Nullable URI presignUrl;
    private @Nullable Credentials presignCredentials;

    private Builder(Path root) {
      this.root = Objects.requireNonNull(root);
    }

    /**
     * What tells the time: the system's clock if none is named. The store asks it under the lock of
     * the key that is written, and drops fractions of seconds.
     */
    public Builder clock(Clock value) {
      clock = Objects.requireNonNull(value);
      return this;
    }

    /** When a change is durable: {@link Durability#DURABLE} if nothing is named. */
    public Builder durability(Durability value) {
      log = log.withDurability(Objects.requireNonNull(value));
      return this;
    }

    /** How long a change waits at most for its force to begin, with {@link Durability#RELAXED}. */
    Builder forceInterval(Duration value) {
      log = log.withForceInterval(value);
      return this;
    }

    /**
     * The sizes that the store accepts: {@link Limits#S3} if none are named. A smaller least part
     * size spares tests the 5 MiB.
     */
    public Builder limits(Limits value) {
      limits = Objects.requireNonNull(value);
      return this;
    }

    /**
     * The largest blob, in bytes, however it is made; beyond it {@link ErrorCode#ENTITY_TOO_LARGE}.
     * Lowers the {@linkplain #limits limits} named before.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder maxBlobSize(long bytes) {
      limits =
          new Limits(
              Math.min(bytes, limits.maxPutSize()),
              Math.min(bytes, limits.maxBlobSize()),
              limits.minPartSize(),
              limits.maxParts());
      return this;
    }

    /**
     * The smallest part that is not the last, in bytes; below it {@link
     * ErrorCode#ENTITY_TOO_SMALL}. Changes the {@linkplain #limits limits} named before.
     *
     * @throws IllegalArgumentException if negative or above 2 GiB
     */
    public Builder minPartSize(long bytes) {
      limits = new Limits(limits.maxPutSize(), limits.maxBlobSize(), bytes, limits.maxParts());
      return this;
    }

    /**
     * The most bytes that all blobs and all parts of open uploads may have together; beyond it
     * {@link ErrorCode#STORAGE_FULL}, and nothing is changed. A copy counts in full, and a put
     * needs room beside the blob that it replaces. What the store needs for itself, keys and
     * metadata included, is not counted. No limit if none is named.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder maxTotalBytes(long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException("maxTotalBytes must not be negative: " + bytes);
      }
      maxTotalBytes = bytes;
      return this;
    }

    /**
     * The length of a segment of the log, in bytes, from 256 to 1 GiB; 64 MiB if none is named. A
     * store may be opened with another one each time.
     *
     * @throws IllegalArgumentException if it is not in that range
     */
    public Builder segmentSize(int bytes) {
      log = log.withSegmentSize(bytes);
      return this;
    }

    /**
     * The longest body, in bytes, that lies in the log beside its key, from 0 to 1 MiB; longer ones
     * have a file each. A put of a short body is a single write and force, while a file costs some
     * more of both, and a place in a directory; but a body in the log is read whole even when a
     * range of it is wanted, and held in memory until it is written. 64 KiB if none is named. A
     * store may be opened with another one each time.
     *
     * @throws IllegalArgumentException if it is not in that range
     */
    public Builder inlineLimit(int bytes) {
      if (bytes < 0 || bytes > MOST_INLINE_LIMIT) {
        throw new IllegalArgumentException(
            "inlineLimit must be from 0 to %s, not %s".formatted(MOST_INLINE_LIMIT, bytes));
      }
      inlineLimit = bytes;
      return this;
    }

    /** Runs what is done in the background: a thread of the store's own if nothing is named. */
    Builder background(Executor value) {
      background = value;
      return this;
    }

    /**
     * Where presigned URLs are served, from the first of them until the store is closed; a free
     * port of the loopback interface if nothing is named. Port 0 is any that is free. With a fixed
     * port and {@linkplain #presignCredentials credentials}, URLs outlive the store: they are good
     * again as soon as the next one has made its first.
     *
     * @throws IllegalArgumentException if the address stands for all addresses of the machine, to
     *     which no URL can lead
     */
    public Builder presignAddress(InetSocketAddress value) {
      presignAddress = EndpointPresigner.checkAddress(value);
      presignUrl = null;
      return this;
    }

    /**
     * As {@link #presignAddress(InetSocketAddress)}, but presigned URLs begin with a URL of its
     * own, such as {@code https://files.example}: that of a proxy which passes requests on to the
     * address, their path and Host header as they are, since both are signed. The address may stand
     * for all addresses of the machine.
     *
     * @throws IllegalArgumentException if the URL is not http or https, a host and perhaps a port
     */
    public Builder presignAddress(InetSocketAddress value, URI publicUrl) {
      presignUrl = EndpointPresigner.checkPublicUrl(publicUrl);
      presignAddress = Objects.requireNonNull(value);
      return this;
    }

    /**
     * What presigned URLs are signed with: random credentials, new for each store, if none are
     * named.
     *
     * @throws IllegalArgumentException if one of them is empty, or the id has commas, spaces or
     *     control characters or begins with a slash, so that no signature can name it
     */
    public Builder presignCredentials(String accessKeyId, String secretAccessKey) {
      presignCredentials = new Credentials(accessKeyId, secretAccessKey);
      return this;
    }

    /**
     * Opens the store, or creates it in a directory that is empty or missing.
     *
     * @throws io.holdall.BlobStoreException {@link ErrorCode#STORE_IN_USE}; {@link
     *     ErrorCode#INVALID_ARGUMENT} for a path that is not a directory, a directory with anything
     *     else in it, and a store of a newer version of this library; {@link ErrorCode#CORRUPT},
     *     with file and offset, for damage that no crash explains; {@link ErrorCode#IO_FAILED};
     *     {@link ErrorCode#STORAGE_FULL}. What the directory holds stays as it was
     */
    public BlobStore open() {
      return BlobStores.of(this::driver);
    }

    /**
     * @throws io.holdall.spi.DriverException as {@link #open}
     */
    EngineDriver driver() {
      return driver(opening());
    }

    /**
     * @throws io.holdall.spi.DriverException as {@link #open}
     */
    Opening opening() {
      try {
        return Opening.of(root, log);
      } catch (IOException e) {
        throw Failures.of(e, root);
      }
    }

    /** Makes a driver of what {@link #opening()} has opened, and closes it with the driver. */
    EngineDriver driver(Opening opening) {
      LocalLog commitLog = new LocalLog(opening, log.segmentSize());
      Engine engine =
          new Engine(
              opening.state(),
              new LocalBodies(opening, inlineLimit),
              commitLog,
              clock,
              limits,
              maxTotalBytes);
      commitLog.keepUp(engine, background == null ? BackgroundThread.create() : background);
      return new EngineDriver(
          engine,
          null,
          driver ->
              new EndpointPresigner(driver, clock, presignAddress, presignUrl, presignCredentials));
    }
  }
}

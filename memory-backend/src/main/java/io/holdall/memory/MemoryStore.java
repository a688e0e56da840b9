package io.holdall.memory;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.ErrorCode;
import io.holdall.Limits;
import io.holdall.endpoint.EndpointPresigner;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.engine.EngineDriver;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stores in memory that behave like Amazon S3: for tests, and wherever bytes need not outlive the
 * process. A new one costs microseconds and starts no thread; each is its own world. What is put is
 * copied once, into the heap, and stays there until it is deleted, or the store closed.
 *
 * <pre>{@code
 * try (BlobStore store = MemoryStore.builder().clock(clock).open()) {
 *   Bucket bucket = store.createBucket("photos");
 *   …
 * }
 * }</pre>
 */
public final class MemoryStore {
  private MemoryStore() {}

  public static Builder builder() {
    return new Builder();
  }

  /**
   * A store that begins with all that another one holds at this moment, and goes its own way from
   * there, open uploads included. It costs the same however much that is: bytes are shared, and
   * never written to. It has the same clock and limits.
   *
   * @param store opened by this class, or by its URL
   * @throws IllegalArgumentException if it is not a store in memory
   * @throws IllegalStateException if it is closed
   */
  public static BlobStore fork(BlobStore store) {
    return store
        .unwrap(Heap.class)
        .orElseThrow(() -> new IllegalArgumentException("not a store in memory: " + store))
        .fork()
        .open();
  }

  /** What a store in memory is to be like. Not thread-safe; can be used again. */
  public static final class Builder {
    private Clock clock = Clock.systemUTC();
    private Limits limits = Limits.S3;
    private long maxTotalBytes = Heap.UNLIMITED;
    private long maxHeap = Heap.UNLIMITED;
    private @Nullable InetSocketAddress presignAddress;
    private @Nullable URI presignUrl;
    private @Nullable Credentials presignCredentials;

    private Builder() {}

    /**
     * What tells the time: the system's clock if none is named. The store asks it under the lock of
     * the key that is written, and drops fractions of seconds.
     */
    public Builder clock(Clock value) {
      clock = Objects.requireNonNull(value);
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
     * needs room beside the blob that it replaces. No limit if none is named.
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
     * About the most bytes of heap that the store may take, for keys and all else that it keeps of
     * blobs as for their bodies; beyond it nothing is added, with {@link ErrorCode#STORAGE_FULL},
     * and everything can be read and deleted. A body that copies share counts for each. No limit if
     * none is named: then a body for which the heap has no room is {@link ErrorCode#STORAGE_FULL},
     * but where small blobs fill it the process ends as any does whose heap is full.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder maxHeap(long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException("maxHeap must not be negative: " + bytes);
      }
      maxHeap = bytes;
      return this;
    }

    /**
     * Where presigned URLs are served, from the first of them until the store is closed; a free
     * port of the loopback interface if nothing is named. A {@link #fork} serves its own on a free
     * port.
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

    /** A new, empty store. */
    public BlobStore open() {
      return BlobStores.of(driver());
    }

    EngineDriver driver() {
      return Heap.empty(clock, limits, maxTotalBytes, maxHeap)
          .driver(presignAddress, presignUrl, presignCredentials);
    }
  }
}

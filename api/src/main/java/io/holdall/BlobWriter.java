package io.holdall;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A blob written as a stream. Nothing is visible before {@link #commit} has returned; {@link
 * #close} without commit, a failed write, or a lost process leave the key as it was. Small blobs
 * are put in one piece, larger ones as a multipart upload, which is aborted on failure. Not
 * thread-safe.
 *
 * <pre>{@code
 * try (BlobWriter writer = bucket.writer("report.csv")) {
 *   writeReport(writer);
 *   writer.commit();
 * }
 * }</pre>
 */
public abstract class BlobWriter extends OutputStream {
  BlobWriter() {}

  /**
   * Publishes what was written. May be called once.
   *
   * @throws BlobStoreException if the store refuses or fails; nothing was published, unless it says
   *     that the outcome is unknown
   * @throws IllegalStateException if it was committed, closed, or a write failed
   */
  public abstract PutResult commit();

  /**
   * Takes in bytes, which may change afterwards. They are in memory or on their way, not published.
   *
   * @throws IOException with the {@link BlobStoreException} as its cause if the store fails
   */
  @Override
  public abstract void write(byte[] bytes, int offset, int length) throws IOException;

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** Does nothing: there is no half-written blob to push. */
  @Override
  public void flush() {}

  /** Aborts unless committed. Never throws; may be called again. */
  @Override
  public abstract void close();
}

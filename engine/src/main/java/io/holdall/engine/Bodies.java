package io.holdall.engine;

import io.holdall.spi.DriverException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where bytes live: on the heap, or in files. Thread-safe.
 *
 * <p><b>Holds.</b> A body stays as long as somebody holds it. {@link #write} gives its caller the
 * first hold; {@link #hold} takes one more; {@link #release} gives one back, and with the last one
 * the bytes go. The engine keeps this account:
 *
 * <ul>
 *   <li>a {@link Change} that is appended and applied hands the state one hold for each {@link
 *       Piece} it names: the writer's own for a put, one taken from the source for a copy;
 *   <li>{@link State#apply} tells for which pieces the state gave up its hold, and the engine
 *       releases them after the new state is visible;
 *   <li>a reader has holds of its own until it is closed;
 *   <li>if {@link CommitLog#append} throws, the engine releases what the change named.
 * </ul>
 *
 * <p>When a log is replayed, whoever decodes a change takes the hold for each piece that it names.
 * A body can be named again by a later record after the state has dropped it (a copy that was made
 * while its source was being deleted), so bytes must not go before the whole log is replayed.
 *
 * <p>Where holds do not matter, because the garbage collector keeps the account, {@link #hold}
 * returns true and {@link #release} does nothing.
 */
public interface Bodies {
  /**
   * Reads the stream until it reports its end and stores the bytes, large ones as durably as the
   * log promises for the record that will name them. Bytes that the log is to carry inside that
   * record may be kept on the heap until then.
   *
   * <p>If this throws, nothing is left behind.
   *
   * @param length exactly how many bytes the stream has
   * @return the body, with one hold, which is the caller's
   * @throws IOException what the stream or the file system threw
   * @throws DriverException with a code of its own: {@code STORAGE_FULL} for a full disk; and what
   *     the stream threw
   */
  BodyRef write(InputStream content, long length) throws IOException;

  /**
   * A stream of some of the bytes, which holds the body until it is closed. It is not used by two
   * threads at once.
   *
   * @param offset of the first byte
   * @param length how many bytes; they end within the body
   * @return null if the body is gone
   * @throws DriverException if the bytes cannot be read
   */
  @Nullable InputStream open(BodyRef body, long offset, long length);

  /** Takes one more hold, unless the body is gone: then false. */
  boolean hold(BodyRef body);

  /** Gives one hold back. Never throws: what cannot be deleted now is left for later. */
  void release(BodyRef body);
}

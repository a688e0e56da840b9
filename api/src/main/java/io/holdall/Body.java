package io.holdall;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to be stored: where they come from, how many they are if that is known, and the digests
 * that they must have if the caller says so.
 *
 * <p>A body that yields fewer bytes than its length, whose source throws, or whose bytes do not
 * have the declared digests publishes nothing ({@link ErrorCode#INCOMPLETE_BODY}, {@link
 * ErrorCode#BODY_FAILED}, {@link ErrorCode#BAD_DIGEST}); what was stored under the key stays. Of a
 * stream exactly the declared length is read and not a byte more.
 *
 * <p>A body is immutable, but its source may not be: a file or an array must not change before the
 * call that stores it has returned. Bodies of arrays, strings, files and {@linkplain #of(Source,
 * long) sources} can be used many times, one of an {@link InputStream} once.
 */
public final class Body {

  /** Opens the same bytes afresh each time. */
  @FunctionalInterface
  public interface Source {
    /** A new stream at the first byte; the reader closes it. */
    InputStream open() throws IOException;
  }

  private sealed interface Origin {}

  // A private carrier that is never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Bytes(byte[] array, int offset, int length) implements Origin {}

  private record FilePart(Path file, long offset, long length) implements Origin {}

  private record Stream(Source source, long length, boolean repeatable) implements Origin {}

  /**
   * The length of bytes whose number is not known before they have been read, and of a whole file.
   */
  private static final long UNKNOWN = -1;

  private final Origin origin;
  private final @Nullable Checksum checksum;
  private final @Nullable ContentMd5 md5;

  private Body(Origin origin, @Nullable Checksum checksum, @Nullable ContentMd5 md5) {
    this.origin = origin;
    this.checksum = checksum;
    this.md5 = md5;
  }

  private static Body of(Origin origin) {
    return new Body(origin, null, null);
  }

  public static Body empty() {
    return of(new byte[0]);
  }

  /** The array is not copied; it must stay as it is until the call that stores it has returned. */
  public static Body of(byte[] bytes) {
    return of(new Bytes(bytes, 0, bytes.length));
  }

  /** Some bytes of an array, which is not copied. */
  static Body of(byte[] bytes, int offset, int length) {
    return of(new Bytes(bytes, offset, length));
  }

  /** The text in UTF-8. */
  public static Body of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A whole regular file, as long as it is when the transfer begins. What is no regular file (a
   * pipe, a device) has no length to rely on: open it as a stream.
   */
  public static Body of(Path file) {
    return of(new FilePart(Objects.requireNonNull(file), 0, UNKNOWN));
  }

  /**
   * The next {@code length} bytes of a stream. The stream is not closed.
   *
   * @throws IllegalArgumentException if the length is negative
   */
  public static Body of(InputStream stream, long length) {
    return of(new Stream(once(stream), requireLength(length), false));
  }

  /** All bytes of a stream, to its end. The stream is not closed. */
  public static Body of(InputStream stream) {
    return of(new Stream(once(stream), UNKNOWN, false));
  }

  /**
   * {@code length} bytes that can be read as often as needed, for instance to try again after a
   * broken connection.
   *
   * @throws IllegalArgumentException if the length is negative
   */
  public static Body of(Source source, long length) {
    return of(new Stream(Objects.requireNonNull(source), requireLength(length), true));
  }

  /**
   * A copy whose bytes must have this checksum; composite checksums belong to uploads and are
   * refused.
   */
  public Body expecting(Checksum expected) {
    if (expected.type() == ChecksumType.COMPOSITE) {
      throw new IllegalArgumentException("a body has no composite checksum: " + expected);
    }
    return new Body(origin, expected, md5);
  }

  /** A copy whose bytes must have this MD5. */
  public Body expecting(ContentMd5 expected) {
    return new Body(origin, checksum, Objects.requireNonNull(expected));
  }

  /** The checksum that the bytes must have. */
  public Optional<Checksum> expectedChecksum() {
    return Optional.ofNullable(checksum);
  }

  /** The MD5 that the bytes must have. */
  public Optional<ContentMd5> expectedMd5() {
    return Optional.ofNullable(md5);
  }

  /**
   * How many bytes there are, if that is known before they are read.
   *
   * @throws IOException if the file cannot be examined or is not a regular one
   */
  public OptionalLong length() throws IOException {
    if (origin instanceof Bytes bytes) {
      return OptionalLong.of(bytes.length());
    }
    if (origin instanceof FilePart part) {
      return OptionalLong.of(
          part.length() == UNKNOWN ? FileParts.size(part.file()) : part.length());
    }
    long length = ((Stream) origin).length();
    return length == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /** Whether {@link #open} may be called more than once. */
  public boolean isRepeatable() {
    return !(origin instanceof Stream stream) || stream.repeatable();
  }

  /**
   * A stream at the first byte, which the caller closes. It may hold more bytes than {@link
   * #length}.
   *
   * @throws IOException if the source cannot be opened, or is a stream that was opened before
   */
  public InputStream open() throws IOException {
    if (origin instanceof Bytes bytes) {
      return new ByteArrayInputStream(bytes.array(), bytes.offset(), bytes.length());
    }
    if (origin instanceof FilePart part) {
      return FileParts.open(part.file(), part.offset());
    }
    return ((Stream) origin).source().open();
  }

  /** Whether {@link #slice} can cut this body without reading it from the start. */
  boolean isSliceable() {
    return !(origin instanceof Stream);
  }

  /** A copy with the expectations of another body. */
  Body expectingAs(Body other) {
    return new Body(origin, other.checksum, other.md5);
  }

  /** Some of the bytes of a sliceable body, without its expectations. */
  Body slice(long offset, long length) {
    if (origin instanceof Bytes bytes) {
      Objects.checkFromIndexSize(offset, length, (long) bytes.length());
      return of(new Bytes(bytes.array(), bytes.offset() + (int) offset, (int) length));
    }
    if (origin instanceof FilePart part) {
      return of(new FilePart(part.file(), part.offset() + offset, length));
    }
    throw new IllegalStateException("a stream cannot be sliced");
  }

  private static long requireLength(long length) {
    if (length < 0) {
      throw new IllegalArgumentException("a length must not be negative: " + length);
    }
    return length;
  }

  private static Source once(InputStream stream) {
    return new OneShot(Objects.requireNonNull(stream));
  }

  @Override
  public String toString() {
    if (origin instanceof Bytes bytes) {
      return "Body[" + bytes.length() + " bytes]";
    }
    return origin instanceof FilePart part
        ? "Body[" + part.file() + "]"
        : "Body[stream of "
            + (((Stream) origin).length() == UNKNOWN
                ? "unknown length"
                : ((Stream) origin).length() + " bytes")
            + "]";
  }
}

package io.holdall.endpoint.chunked;

import io.holdall.endpoint.error.S3Exception;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines and data in turn from one stream, through a small buffer. Not thread-safe. */
final class FrameReader {
  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;

  FrameReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next line without its CRLF, each byte a character.
   *
   * @param maxLength of the line, in bytes without CRLF, less than the buffer's size
   */
  String line(int maxLength) throws IOException {
    int length = 0; // of what has been looked at, from position on
    while (true) {
      if (position + length == limit) {
        fill();
      }
      if (buffer[position + length] == '\n') {
        break;
      }
      length++;
      if (length > maxLength + 1) {
        throw VerifyingInputStream.incomplete(
            "A line of the body's framing is longer than " + maxLength + " bytes");
      }
    }
    if (length == 0 || buffer[position + length - 1] != '\r') {
      throw VerifyingInputStream.incomplete("A line of the body's framing does not end in CRLF");
    }
    String line = new String(buffer, position, length - 1, StandardCharsets.ISO_8859_1);
    position += length + 1;
    return line;
  }

  /** Passes over the CRLF behind data. */
  void crlf() throws IOException {
    if (next() != '\r' || next() != '\n') {
      throw VerifyingInputStream.incomplete("A chunk of the body is not followed by CRLF");
    }
  }

  private byte next() throws IOException {
    if (position == limit) {
      fill();
    }
    return buffer[position++];
  }

  /** Some of the bytes that follow, at least one. */
  int data(byte[] target, int offset, int length) throws IOException {
    int buffered = limit - position;
    if (buffered > 0) {
      int count = Math.min(buffered, length);
      System.arraycopy(buffer, position, target, offset, count);
      position += count;
      return count;
    }
    int count = in.read(target, offset, length);
    if (count < 0) {
      throw ended();
    }
    return count;
  }

  /** Insists that nothing follows. */
  void end() throws IOException {
    if (position < limit || in.read() >= 0) {
      throw VerifyingInputStream.incomplete("The body goes on after its last chunk");
    }
  }

  /** Appends at least one byte, after moving what is there to the front. */
  private void fill() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      throw ended();
    }
    limit += count;
  }

  private static S3Exception ended() {
    return VerifyingInputStream.incomplete("The body ends within its framing");
  }
}

package io.holdall.endpoint.chunked;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes the aws-chunked framing off a body, in all its forms (CHUNK-02 to CHUNK-09). Memory does
 * not depend on the size of chunks.
 *
 * <p>The data of a chunk is handed out as it comes, its last byte only if the signature of the
 * chunk is right.
 */
final class AwsChunkedInputStream extends VerifyingInputStream {
  private static final int MIN_CHUNK = 8192;
  // Fifteen digits, ";chunk-signature=" and 64 digits make 96.
  private static final int MAX_CHUNK_LINE = 128;
  private static final int MAX_TRAILER_LINE = 1024;
  private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

  private final FrameReader frames;
  private final ChunkCheck check;
  private final TrailerPolicy trailers;
  private long undelivered;
  private long chunkRemaining;
  private boolean shortChunkSeen;

  private AwsChunkedInputStream(
      InputStream in, long length, ChunkCheck check, TrailerPolicy trailers) {
    super(length);
    this.frames = new FrameReader(in);
    this.check = check;
    this.trailers = trailers;
    this.undelivered = length;
  }

  static AwsChunkedInputStream open(
      InputStream in, long length, ChunkCheck check, TrailerPolicy trailers) throws IOException {
    AwsChunkedInputStream stream = new AwsChunkedInputStream(in, length, check, trailers);
    stream.start();
    return stream;
  }

  @Override
  int readSome(byte[] buffer, int offset, int limit) throws IOException {
    if (chunkRemaining == 0) {
      startChunk();
    }
    int count = frames.data(buffer, offset, (int) Math.min(limit, chunkRemaining));
    check.data(buffer, offset, count);
    chunkRemaining -= count;
    undelivered -= count;
    if (chunkRemaining == 0) {
      check.endOfChunk();
      frames.crlf();
    }
    return count;
  }

  private void startChunk() throws IOException {
    chunkRemaining = chunkSize();
    if (chunkRemaining == 0) {
      throw incomplete("The body has fewer bytes than x-amz-decoded-content-length declares");
    }
    if (chunkRemaining > undelivered) {
      throw tooLong();
    }
    if (shortChunkSeen) {
      throw new S3Exception(S3Error.INVALID_CHUNK_SIZE);
    }
    shortChunkSeen = chunkRemaining < MIN_CHUNK;
  }

  @Override
  void finish() throws IOException {
    if (chunkSize() != 0) {
      throw tooLong();
    }
    check.endOfChunk();
    String expected = trailers.expected();
    String value = expected == null ? "" : trailer(expected);
    if (trailers.signed()) {
      check.trailer(
          expected == null ? "" : expected + ':' + value + '\n', trailer(TRAILER_SIGNATURE));
    }
    if (!frames.line(MAX_TRAILER_LINE).isEmpty()) {
      throw malformedTrailer("The trailer has a header that was not announced");
    }
    frames.end();
    if (expected != null) {
      trailers.listener().trailer(expected, value);
    }
  }

  private long chunkSize() throws IOException {
    String line = frames.line(MAX_CHUNK_LINE);
    int semicolon = line.indexOf(';');
    int digits = semicolon < 0 ? line.length() : semicolon;
    if (digits == 0 || digits > 15) {
      throw incomplete("The size of a chunk does not have 1 to 15 digits");
    }
    long size = 0;
    for (int i = 0; i < digits; i++) {
      char c = line.charAt(i);
      // Character.digit alone would also take digits of other scripts.
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw incomplete("The size of a chunk is not a hexadecimal number");
      }
      size = size << 4 | digit;
    }
    check.header(line.substring(digits));
    return size;
  }

  private String trailer(String name) throws IOException {
    String line = frames.line(MAX_TRAILER_LINE);
    int colon = line.indexOf(':');
    if (colon < 0 || !line.substring(0, colon).equalsIgnoreCase(name)) {
      throw malformedTrailer(
          "The trailer does not have the header " + name + " where it should be");
    }
    return line.substring(colon + 1).strip();
  }

  private static S3Exception malformedTrailer(String what) {
    return new S3Exception(S3Error.MALFORMED_TRAILER, what);
  }

  private static S3Exception tooLong() {
    return incomplete("The body has more bytes than x-amz-decoded-content-length declares");
  }
}

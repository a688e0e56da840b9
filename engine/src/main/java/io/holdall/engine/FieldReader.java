package io.holdall.engine;

import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.Tags;
import io.holdall.UserMetadata;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Takes the fields of a record as {@link FieldWriter} put them. Its methods throw {@link
 * IllegalArgumentException} for what cannot be, and {@link java.nio.BufferUnderflowException} at
 * the end of the bytes.
 */
final class FieldReader {
  private final ByteBuffer in;
  private final BodyCodec bodies;

  FieldReader(ByteBuffer in, BodyCodec bodies) {
    this.in = in;
    this.bodies = bodies;
  }

  int readByte() {
    return Byte.toUnsignedInt(in.get());
  }

  long readNumber() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has more than 64 bits");
  }

  private int readCount() {
    long count = readNumber();
    if (count < 0 || count > in.remaining()) {
      throw new IllegalArgumentException(
          "%s bytes or elements are announced and %s bytes left".formatted(count, in.remaining()));
    }
    return (int) count;
  }

  /** A view of the bytes. */
  private ByteBuffer readSlice() {
    int length = readCount();
    ByteBuffer slice = in.slice(in.position(), length);
    in.position(in.position() + length);
    return slice;
  }

  byte[] readBytes() {
    byte[] bytes = new byte[readCount()];
    in.get(bytes);
    return bytes;
  }

  String readString() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(readSlice()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text is not UTF-8", e);
    }
  }

  Instant readInstant() {
    long zigzag = readNumber();
    return Instant.ofEpochSecond((zigzag >>> 1) ^ -(zigzag & 1));
  }

  ETag readETag() {
    return ETag.of(readString());
  }

  Checksum readChecksum() {
    ChecksumAlgorithm algorithm = AlgorithmCodes.algorithm(readByte());
    int parts = Math.toIntExact(readNumber());
    byte[] digest = readBytes();
    return parts == 0
        ? Checksum.of(algorithm, digest)
        : Checksum.composite(algorithm, digest, parts);
  }

  <T> List<T> readAll(Function<FieldReader, T> each) {
    int count = readCount();
    List<T> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(each.apply(this));
    }
    return values;
  }

  /** A 0, or a 1 and then the value. */
  <T> Optional<T> readOptional(Function<FieldReader, T> present) {
    return readFlag() ? Optional.of(present.apply(this)) : Optional.empty();
  }

  boolean readFlag() {
    int flag = readByte();
    if (flag > 1) {
      throw new IllegalArgumentException("a flag is 0 or 1, not " + flag);
    }
    return flag == 1;
  }

  Map<String, String> readMap() {
    Map<String, String> map = new HashMap<>();
    int count = readCount();
    for (int i = 0; i < count; i++) {
      String name = readString();
      map.put(name, readString());
    }
    return map;
  }

  Annotations readAnnotations() {
    if (!readFlag()) {
      return Annotations.DEFAULT;
    }
    ContentHeaders headers = ContentHeaders.none();
    headers = readHeader(headers, ContentHeaders::contentType);
    headers = readHeader(headers, ContentHeaders::contentEncoding);
    headers = readHeader(headers, ContentHeaders::contentLanguage);
    headers = readHeader(headers, ContentHeaders::contentDisposition);
    headers = readHeader(headers, ContentHeaders::cacheControl);
    headers = readHeader(headers, ContentHeaders::expires);
    return new Annotations(headers, new UserMetadata(readMap()), new Tags(readMap()));
  }

  private ContentHeaders readHeader(
      ContentHeaders headers, BiFunction<ContentHeaders, String, ContentHeaders> with) {
    return readOptional(FieldReader::readString)
        .map(value -> with.apply(headers, value))
        .orElse(headers);
  }

  Content readContent() {
    if (!readFlag()) {
      return bodies.decode(readSlice());
    }
    List<Piece> pieces =
        readAll(in -> new Piece(bodies.decode(in.readSlice()), in.readNumber(), in.readNumber()));
    return new Pieces(pieces, pieces.stream().mapToLong(Piece::length).sum());
  }
}

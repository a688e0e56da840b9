package io.holdall.engine;

import io.holdall.Checksum;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Puts the fields of a record one after the other. What it writes {@link FieldReader} reads. */
final class FieldWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(192);
  private final BodyCodec bodies;

  FieldWriter(BodyCodec bodies) {
    this.bodies = bodies;
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  FieldWriter writeByte(int value) {
    out.write(value);
    return this;
  }

  /** Seven bits a byte, the lowest first, as unsigned: small numbers are short. */
  FieldWriter writeNumber(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  FieldWriter writeBytes(byte[] bytes) {
    writeNumber(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  FieldWriter writeString(String text) {
    return writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  FieldWriter writeInstant(Instant instant) {
    long seconds = instant.getEpochSecond();
    return writeNumber((seconds << 1) ^ (seconds >> 63));
  }

  FieldWriter writeETag(ETag etag) {
    return writeString(etag.value());
  }

  FieldWriter writeChecksum(Checksum checksum) {
    writeByte(AlgorithmCodes.code(checksum.algorithm()));
    writeNumber(checksum.parts());
    return writeBytes(checksum.digest());
  }

  <T> FieldWriter writeAll(Collection<T> values, BiConsumer<FieldWriter, T> each) {
    writeNumber(values.size());
    values.forEach(value -> each.accept(this, value));
    return this;
  }

  <T> FieldWriter writeOptional(Optional<T> value, BiConsumer<FieldWriter, T> present) {
    writeByte(value.isPresent() ? 1 : 0);
    value.ifPresent(it -> present.accept(this, it));
    return this;
  }

  FieldWriter writeMap(Map<String, String> map) {
    return writeAll(
        map.entrySet(),
        (out, entry) -> out.writeString(entry.getKey()).writeString(entry.getValue()));
  }

  FieldWriter writeAnnotations(Annotations annotations) {
    if (annotations.equals(Annotations.DEFAULT)) {
      return writeByte(0);
    }
    writeByte(1);
    headers(annotations.headers()).forEach(it -> writeOptional(it, FieldWriter::writeString));
    writeMap(annotations.metadata().asMap());
    return writeMap(annotations.tags().asMap());
  }

  private static List<Optional<String>> headers(ContentHeaders headers) {
    return List.of(
        headers.contentType(),
        headers.contentEncoding(),
        headers.contentLanguage(),
        headers.contentDisposition(),
        headers.cacheControl(),
        headers.expires());
  }

  FieldWriter writeContent(Content content) {
    if (content instanceof BodyRef body) {
      return writeByte(0).writeBytes(bodies.encode(body));
    }
    return writeByte(1)
        .writeAll(
            content.pieces(),
            (out, piece) ->
                out.writeBytes(bodies.encode(piece.body()))
                    .writeNumber(piece.offset())
                    .writeNumber(piece.length()));
  }
}

package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Buckets.bucket;
import static io.holdall.tck.broken.Drivers.get;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.Bucket;
import io.holdall.ByteRange;
import io.holdall.ByteSpan;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.ReadConditions;
import io.holdall.UserMetadata;
import io.holdall.spi.DriverException;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.StoreDriver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Enumeration;
import java.util.List;

final class BrokenGets {
  private BrokenGets() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
            "GET-01",
            "reads without the metadata that head tells",
            get(
                (sound, bucket, key, options) -> {
                  OpenBlob blob = sound.get(bucket, key, options);
                  return new OpenBlob(
                      Values.with(blob.attributes(), UserMetadata.none()),
                      blob.span(),
                      blob.content());
                })),
        broken(
            "GET-02",
            "finds a range of no blob to be beyond its end",
            get(
                (sound, bucket, key, options) -> {
                  if (options.range().isPresent()
                      && sound.head(bucket, key, ReadConditions.none()).isEmpty()) {
                    throw new DriverException(ErrorCode.INVALID_RANGE, "beyond the end");
                  }
                  return sound.get(bucket, key, options);
                })),
        broken(
            "GET-20",
            "takes the last byte of a range for the first behind it",
            get(
                (sound, bucket, key, options) ->
                    options.range().orElse(ByteRange.from(0)) instanceof ByteRange.Between range
                            && range.first() < range.last()
                        ? sound.get(
                            bucket,
                            key,
                            options.range(ByteRange.between(range.first(), range.last() - 1)))
                        : sound.get(bucket, key, options))),
        broken(
            "GET-20",
            "tells another checksum with a range",
            get(
                (sound, bucket, key, options) -> {
                  OpenBlob blob = sound.get(bucket, key, options);
                  return options.range().isEmpty()
                      ? blob
                      : new OpenBlob(
                          Values.with(
                              blob.attributes(),
                              sound
                                  .head(bucket, key, ReadConditions.none())
                                  .flatMap(BlobAttributes::checksum)
                                  .map(Values::turned)),
                          blob.span(),
                          blob.content());
                })),
        broken(
            "GET-41",
            "has parts of blobs that were put in parts alone",
            get(
                (sound, bucket, key, options) -> {
                  if (options.part().isPresent()
                      && sound
                          .head(bucket, key, ReadConditions.none())
                          .filter(blob -> blob.etag().value().contains("-"))
                          .isEmpty()) {
                    throw new DriverException(ErrorCode.INVALID_PART_NUMBER, "no parts");
                  }
                  return sound.get(bucket, key, options);
                })),
        broken(
            "GET-42",
            "reads the whole blob where there is no such part",
            get(
                (sound, bucket, key, options) -> {
                  try {
                    return sound.get(bucket, key, options);
                  } catch (DriverException e) {
                    if (e.code() == ErrorCode.INVALID_PART_NUMBER) {
                      return sound.get(bucket, key, GetOptions.defaults());
                    }
                    throw e;
                  }
                })),
        broken(
            "GET-60",
            "weighs if-unmodified-since also where there is an if-match",
            get(
                (sound, bucket, key, options) -> {
                  options
                      .conditions()
                      .ifUnmodifiedSince()
                      .ifPresent(
                          time ->
                              sound.head(
                                  bucket, key, ReadConditions.none().ifUnmodifiedSince(time)));
                  return sound.get(bucket, key, options);
                })),
        broken(
            "GET-61",
            "takes the ETag * for one like any other",
            get(
                (sound, bucket, key, options) ->
                    sound.get(bucket, key, options.conditions(literal(options.conditions()))))),
        broken(
            "GET-62",
            "rounds times to the nearest second",
            get(
                (sound, bucket, key, options) ->
                    sound.get(bucket, key, options.conditions(rounded(options.conditions()))))),
        broken(
            "GET-63",
            "takes a modified-since time in the future as said",
            get(
                (sound, bucket, key, options) -> {
                  OpenBlob blob = sound.get(bucket, key, options);
                  Instant time = blob.attributes().lastModified();
                  if (options.conditions().ifModifiedSince().filter(time::isBefore).isPresent()) {
                    throw new DriverException(ErrorCode.NOT_MODIFIED, "not since the future");
                  }
                  return blob;
                })),
        broken(
            "CONS-02b",
            "fetches a blob in pieces, each of whatever is there by then",
            get(
                (sound, bucket, key, options) -> {
                  OpenBlob blob = sound.get(bucket, key, options);
                  InputStream pieces = pieces(sound, bucket, blob.attributes(), blob.span());
                  return new OpenBlob(blob.attributes(), blob.span(), pieces);
                })),
        broken(
                "API-03",
                "gives the bytes of an open blob as often as one likes",
                bucket(
                    sound ->
                        new ForwardingBucket(sound) {
                          @Override
                          public Blob get(String key, GetOptions options) {
                            return new Reopened(sound, key, options);
                          }
                        }))
            .also("GET-02", "GET-20", "GET-42", "GET-60", "GET-61", "GET-62"));
  }

  static ReadConditions literal(ReadConditions conditions) {
    ReadConditions changed = conditions;
    if (conditions.ifMatch().filter(ETag.of("*")::equals).isPresent()) {
      changed = changed.ifMatch(Values.NOBODYS);
    }
    return conditions.ifNoneMatch().filter(ETag.of("*")::equals).isPresent()
        ? changed.ifNoneMatch(Values.NOBODYS)
        : changed;
  }

  private static ReadConditions rounded(ReadConditions conditions) {
    ReadConditions changed = conditions;
    if (conditions.ifModifiedSince().isPresent()) {
      changed = changed.ifModifiedSince(nearest(conditions.ifModifiedSince().get()));
    }
    return conditions.ifUnmodifiedSince().isPresent()
        ? changed.ifUnmodifiedSince(nearest(conditions.ifUnmodifiedSince().get()))
        : changed;
  }

  private static Instant nearest(Instant time) {
    return time.plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
  }

  // A SequenceInputStream takes nothing newer than an Enumeration.
  @SuppressWarnings("JdkObsolete")
  private static InputStream pieces(
      StoreDriver sound, String bucket, BlobAttributes blob, ByteSpan span) {
    return new SequenceInputStream(
        new Enumeration<InputStream>() {
          private static final int PIECE = 1 << 16;
          private long at = span.offset();

          @Override
          public boolean hasMoreElements() {
            return at < span.offset() + span.length();
          }

          @Override
          public InputStream nextElement() {
            long last = Math.min(at + PIECE, span.offset() + span.length()) - 1;
            GetOptions piece = GetOptions.defaults().range(ByteRange.between(at, last));
            at = last + 1;
            return sound.get(bucket, blob.key(), piece).content();
          }
        });
  }

  private record Reopened(Bucket bucket, String key, GetOptions options) implements Blob {
    @Override
    public BlobAttributes attributes() {
      try (Blob blob = bucket.get(key, options)) {
        return blob.attributes();
      }
    }

    @Override
    public ByteSpan span() {
      try (Blob blob = bucket.get(key, options)) {
        return blob.span();
      }
    }

    @Override
    public InputStream stream() {
      return new ByteArrayInputStream(bytes());
    }

    @Override
    public byte[] bytes() {
      try (Blob blob = bucket.get(key, options)) {
        return blob.bytes();
      }
    }

    @Override
    public long writeTo(OutputStream target) throws IOException {
      byte[] bytes = bytes();
      target.write(bytes);
      return bytes.length;
    }

    @Override
    public void close() {}
  }
}

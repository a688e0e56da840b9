package io.holdall.engine;

import io.holdall.BlobInfo;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.Tags;
import io.holdall.UserMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generators of changes of every kind, with everything in them that can be. */
final class Changes {
  private Changes() {}

  /** A body whose length is all that there is to it. */
  record NumberedBody(long number, long length) implements BodyRef {}

  static Arbitrary<Change> any() {
    return Arbitraries.oneOf(
        Combinators.combine(bucket(), instant()).as(Change.BucketCreated::new),
        bucket().map(Change.BucketDeleted::new),
        Combinators.combine(bucket(), blob()).as(Change.BlobPut::new),
        Combinators.combine(bucket(), key()).as(Change.BlobDeleted::new),
        Combinators.combine(bucket(), key(), tags()).as(Change.TagsSet::new),
        start(),
        Combinators.combine(bucket(), key(), uploadId(), part()).as(Change.PartPut::new),
        Combinators.combine(
                bucket(),
                key(),
                uploadId(),
                Arbitraries.integers().between(1, 10_000).list().ofMinSize(1).ofMaxSize(5),
                etag(),
                checksum(),
                instant())
            .as(Change.UploadCompleted::new),
        Combinators.combine(bucket(), key(), uploadId()).as(Change.UploadAborted::new),
        Combinators.combine(bucket(), instant()).as(Change.BucketKept::new),
        Arbitraries.longs().greaterOrEqual(0).map(Change.UploadsCounted::new),
        Combinators.combine(bucket(), blob()).as(Change.BlobKept::new),
        Combinators.combine(start(), Arbitraries.of(true, false)).as(Change.UploadKept::new));
  }

  private static Arbitrary<Change.UploadStarted> start() {
    return Combinators.combine(
            bucket(),
            key(),
            uploadId(),
            Arbitraries.longs().greaterOrEqual(0),
            instant(),
            annotations(),
            kind().optional())
        .as(Change.UploadStarted::new);
  }

  private static Arbitrary<String> bucket() {
    return Arbitraries.of("abc", "photos.2024", "0".repeat(63));
  }

  private static Arbitrary<String> key() {
    return Arbitraries.oneOf(
        Texts.of(Samples.PIECES, 1, 8), Arbitraries.of("\0", "é".repeat(512), "\uFFFF"));
  }

  private static Arbitrary<String> uploadId() {
    return Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(40);
  }

  private static Arbitrary<Instant> instant() {
    return Arbitraries.longs().between(-1L << 40, 1L << 40).map(Instant::ofEpochSecond);
  }

  private static Arbitrary<ETag> etag() {
    Arbitrary<byte[]> md5 = Arbitraries.bytes().array(byte[].class).ofSize(16);
    return Arbitraries.oneOf(
        md5.map(ETag::ofMd5),
        Combinators.combine(md5, Arbitraries.integers().between(1, 10_000)).as(ETag::ofParts),
        Arbitraries.strings().alpha().ofMinLength(1).map(ETag::of));
  }

  private static Arbitrary<ChecksumKind> kind() {
    List<ChecksumKind> kinds = new ArrayList<>();
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      for (ChecksumType type : ChecksumType.values()) {
        if (algorithm.supports(type)) {
          kinds.add(new ChecksumKind(algorithm, type));
        }
      }
    }
    return Arbitraries.of(kinds);
  }

  private static Arbitrary<Checksum> checksum() {
    return Combinators.combine(
            kind(),
            Arbitraries.bytes().array(byte[].class).ofSize(32),
            Arbitraries.integers().between(1, 10_000))
        .as(
            (kind, bytes, parts) -> {
              byte[] digest = Arrays.copyOf(bytes, kind.algorithm().digestBytes());
              return kind.type() == ChecksumType.COMPOSITE
                  ? Checksum.composite(kind.algorithm(), digest, parts)
                  : Checksum.of(kind.algorithm(), digest);
            });
  }

  private static Arbitrary<String> headerValue() {
    return Arbitraries.of("text/plain", "é ｡", "x", "a; b=\"c\"");
  }

  private static Arbitrary<Annotations> annotations() {
    Arbitrary<List<Optional<String>>> values = headerValue().optional().list().ofSize(6);
    Arbitrary<Map<String, String>> metadata =
        Arbitraries.maps(Arbitraries.of("a", "b-c", "d_e"), Arbitraries.of("", "é", "😀 x"));
    return Combinators.combine(values, metadata.map(UserMetadata::new), tags())
        .as((list, own, tags) -> Annotations.of(headers(list), own, tags));
  }

  private static ContentHeaders headers(List<Optional<String>> values) {
    List<BiFunction<ContentHeaders, String, ContentHeaders>> setters =
        List.of(
            ContentHeaders::contentType,
            ContentHeaders::contentEncoding,
            ContentHeaders::contentLanguage,
            ContentHeaders::contentDisposition,
            ContentHeaders::cacheControl,
            ContentHeaders::expires);
    ContentHeaders headers = ContentHeaders.none();
    for (int i = 0; i < setters.size(); i++) {
      if (values.get(i).isPresent()) {
        headers = setters.get(i).apply(headers, values.get(i).get());
      }
    }
    return headers;
  }

  private static Arbitrary<Tags> tags() {
    return Arbitraries.maps(Arbitraries.of("a", "b:c", "é", "D"), Arbitraries.of("", "1", "x y/z"))
        .map(Tags::new);
  }

  private static Arbitrary<BodyRef> body() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1L << 40), Arbitraries.longs().between(0, 1L << 40))
        .as(NumberedBody::new);
  }

  private static Arbitrary<Content> content() {
    Arbitrary<Piece> piece =
        Combinators.combine(body(), Arbitraries.doubles().between(0, 1))
            .as(
                (body, at) -> {
                  long offset = (long) (body.length() * at);
                  return new Piece(body, offset, (body.length() - offset) / 2);
                });
    return Arbitraries.oneOf(
        body(),
        piece
            .list()
            .ofMaxSize(4)
            .map(pieces -> new Pieces(pieces, pieces.stream().mapToLong(Piece::length).sum())));
  }

  private static Arbitrary<StoredPart> part() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 10_000), content(), etag(), checksum(), instant())
        .as(StoredPart::new);
  }

  private static Arbitrary<StoredBlob> blob() {
    return Combinators.combine(
            key(),
            content(),
            etag(),
            instant(),
            checksum(),
            annotations(),
            Arbitraries.integers().between(0, 3))
        .as(
            (key, content, etag, time, checksum, annotations, parts) ->
                new StoredBlob(
                    new BlobInfo(key, content.length(), etag, time),
                    content,
                    checksum,
                    annotations,
                    parts(content.length(), parts, checksum)));
  }

  private static List<BlobPart> parts(long length, int count, Checksum checksum) {
    List<BlobPart> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long own = i == 0 ? length - (count - 1) * (length / count) : length / count;
      parts.add(new BlobPart(own, i == 1 ? null : checksum));
    }
    return parts;
  }
}

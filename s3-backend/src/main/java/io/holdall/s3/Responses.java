package io.holdall.s3;

import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BucketInfo;
import io.holdall.ByteSpan;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.CommonPrefix;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Keys;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PartInfo;
import io.holdall.PutResult;
import io.holdall.UploadInfo;
import io.holdall.UploadPage;
import io.holdall.UploadedPart;
import io.holdall.UserMetadata;
import io.holdall.spi.DriverException;
import io.holdall.spi.EncodedWords;
import io.holdall.spi.HeaderText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What is answered, in our words. Pure functions. */
final class Responses {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

  private Responses() {}

  // ---- blobs

  static BlobAttributes attributes(String key, HeadObjectResponse answer) {
    Optional<Checksum> checksum =
        Checksums.read(name -> answer.getValueForField(name, String.class));
    return understood(
        () ->
            new BlobAttributes(
                info(
                    new BlobInfo(
                        key,
                        size(answer.contentLength()),
                        etag(answer.eTag()),
                        seconds(answer.lastModified())),
                    checksum),
                headers(
                    answer.contentType(),
                    answer.contentEncoding(),
                    answer.contentLanguage(),
                    answer.contentDisposition(),
                    answer.cacheControl(),
                    answer.expiresString()),
                metadata(answer.metadata()),
                checksum,
                answer.tagCount() == null ? 0 : answer.tagCount(),
                OptionalInt.empty()));
  }

  private static BlobInfo info(BlobInfo info, Optional<Checksum> checksum) {
    return checksum.map(info::checksum).orElse(info);
  }

  /**
   * @param size of the whole blob
   * @param part whether a part was asked for: what comes with it is the checksum of the part
   *     (CHK-13)
   */
  static BlobAttributes attributes(String key, GetObjectResponse answer, long size, boolean part) {
    OptionalInt parts =
        answer.partsCount() == null ? OptionalInt.empty() : OptionalInt.of(answer.partsCount());
    boolean ofMany = part && parts.orElse(1) > 1;
    Optional<Checksum> checksum =
        Checksums.read(name -> answer.getValueForField(name, String.class))
            .filter(value -> !ofMany || isOfPart(value));
    return understood(
        () ->
            new BlobAttributes(
                info(
                    new BlobInfo(key, size, etag(answer.eTag()), seconds(answer.lastModified())),
                    part ? Optional.empty() : checksum),
                headers(
                    answer.contentType(),
                    answer.contentEncoding(),
                    answer.contentLanguage(),
                    answer.contentDisposition(),
                    answer.cacheControl(),
                    answer.expiresString()),
                metadata(answer.metadata()),
                checksum,
                answer.tagCount() == null ? 0 : answer.tagCount(),
                parts));
  }

  /** Some vendors send with a part what is that of the whole blob. */
  private static boolean isOfPart(Checksum checksum) {
    return checksum.type() == ChecksumType.FULL_OBJECT
        && checksum.algorithm().supports(ChecksumType.COMPOSITE);
  }

  /** Where in the blob the answer lies, and how large the blob is. */
  record Extent(ByteSpan span, long size) {}

  /** The extent that the answer names; empty if it holds the whole blob. */
  static Optional<Extent> extent(GetObjectResponse answer) {
    if (answer.contentRange() == null) {
      return Optional.empty();
    }
    Matcher range = CONTENT_RANGE.matcher(answer.contentRange());
    if (!range.matches()) {
      throw strange("a Content-Range of \"" + answer.contentRange() + "\"", null);
    }
    return understood(
        () -> {
          long first = Long.parseLong(range.group(1));
          long last = Long.parseLong(range.group(2));
          return Optional.of(
              new Extent(new ByteSpan(first, last - first + 1), Long.parseLong(range.group(3))));
        });
  }

  static PutResult put(@Nullable String etag, Optional<Checksum> checksum) {
    return new PutResult(etag(etag), checksum);
  }

  // ---- listings

  /**
   * @param asked whose prefix and order the answer must keep: what is listed beside it may be
   *     deleted next
   * @param look what is known of a key beside the listing, for vendors who now and then list a blob
   *     without its ETag; empty if it is gone
   */
  static ListPage page(
      ListObjectsV2Response answer,
      ListOptions asked,
      Function<String, Optional<BlobAttributes>> look) {
    requireAsked(asked.prefix(), asked.startAfter(), answer.contents(), S3Object::key);
    // One that begins before the start may hold keys behind it.
    requireAsked(asked.prefix(), "", answer.commonPrefixes(), common -> common.prefix());
    List<ListEntry> entries =
        new ArrayList<>(answer.contents().size() + answer.commonPrefixes().size());
    for (S3Object blob : answer.contents()) {
      if (isTag(blob.eTag())) {
        entries.add(info(blob));
      } else {
        look.apply(blob.key()).map(BlobAttributes::info).ifPresent(entries::add);
      }
    }
    answer.commonPrefixes().forEach(prefix -> entries.add(new CommonPrefix(prefix.prefix())));
    if (!answer.commonPrefixes().isEmpty()) {
      // Each of the two kinds comes in order; together they are to be in one (LIST-06).
      entries.sort(Comparator.comparing(ListEntry::name, Keys.UTF8_ORDER));
    }
    return new ListPage(Collections.unmodifiableList(entries), next(answer));
  }

  private static <T> void requireAsked(
      String prefix, String start, List<T> entries, Function<T, String> names) {
    String before = start;
    for (T entry : entries) {
      String name = names.apply(entry);
      requirePrefix(prefix, name);
      if (Keys.UTF8_ORDER.compare(before, name) >= 0) {
        throw new DriverException(
            ErrorCode.INTERNAL,
            "the store lists \"%s\" behind \"%s\", which is not the order of keys"
                .formatted(name, before));
      }
      before = name;
    }
  }

  private static void requirePrefix(String prefix, @Nullable String name) {
    if (name == null) {
      throw strange("an entry without a name", null);
    }
    if (!name.startsWith(prefix)) {
      throw new DriverException(
          ErrorCode.INTERNAL,
          "the store answers with \"%s\", which does not begin with \"%s\" as it was asked"
              .formatted(name, prefix));
    }
  }

  /** A listing that is cut off and cannot be gone on with must not pass for a whole one. */
  private static Optional<String> next(ListObjectsV2Response answer) {
    if (!isTrue(answer.isTruncated())) {
      return Optional.empty();
    }
    String token = answer.nextContinuationToken();
    if (token == null || token.isEmpty()) {
      throw strange("a listing that goes on, without a token to go on with", null);
    }
    return Optional.of(token);
  }

  static boolean isTag(@Nullable String etag) {
    return etag != null && !etag.isEmpty() && !etag.equals("\"\"");
  }

  private static BlobInfo info(S3Object blob) {
    // A list for the one algorithm that a blob has (CHK-10).
    Optional<ChecksumAlgorithm> algorithm =
        blob.checksumAlgorithmAsStrings().stream().findFirst().flatMap(Checksums::algorithm);
    return new BlobInfo(
        blob.key(),
        size(blob.size()),
        etag(blob.eTag()),
        seconds(blob.lastModified()),
        algorithm,
        algorithm.flatMap(known -> Checksums.type(blob.checksumTypeAsString())));
  }

  static BucketInfo bucket(Bucket bucket) {
    Instant created = bucket.creationDate();
    return new BucketInfo(bucket.name(), created == null ? Instant.EPOCH : created);
  }

  /**
   * @param prefix that the answer must keep to
   */
  static UploadPage uploads(ListMultipartUploadsResponse answer, String prefix) {
    answer.uploads().forEach(upload -> requirePrefix(prefix, upload.key()));
    answer.commonPrefixes().forEach(common -> requirePrefix(prefix, common.prefix()));
    return new UploadPage(
        answer.uploads().stream()
            .map(
                upload ->
                    new UploadInfo(upload.key(), upload.uploadId(), seconds(upload.initiated())))
            .toList(),
        answer.commonPrefixes().stream()
            .map(software.amazon.awssdk.services.s3.model.CommonPrefix::prefix)
            .toList(),
        isTrue(answer.isTruncated()));
  }

  static PartInfo part(Part part) {
    return new PartInfo(
        new UploadedPart(
            part.partNumber(),
            etag(part.eTag()),
            Checksums.read(name -> part.getValueForField(name, String.class))),
        size(part.size()),
        seconds(part.lastModified()));
  }

  // ---- single values

  static boolean isTrue(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  static ETag etag(@Nullable String etag) {
    if (etag == null) {
      throw strange("no ETag", null);
    }
    return understood(() -> ETag.of(etag));
  }

  private static long size(@Nullable Long size) {
    if (size == null) {
      throw strange("no size", null);
    }
    return size;
  }

  /** Some vendors list milliseconds, and give seconds in headers (GET-07). */
  private static Instant seconds(@Nullable Instant time) {
    if (time == null) {
      throw strange("no time", null);
    }
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static ContentHeaders headers(
      @Nullable String type,
      @Nullable String encoding,
      @Nullable String language,
      @Nullable String disposition,
      @Nullable String cacheControl,
      @Nullable String expires) {
    ContentHeaders headers = ContentHeaders.none().contentType(ContentHeaders.DEFAULT_CONTENT_TYPE);
    headers = with(headers, ContentHeaders::contentType, type);
    headers = with(headers, ContentHeaders::contentEncoding, withoutChunks(encoding));
    headers = with(headers, ContentHeaders::contentLanguage, language);
    headers = with(headers, ContentHeaders::contentDisposition, disposition);
    headers = with(headers, ContentHeaders::cacheControl, cacheControl);
    return with(headers, ContentHeaders::expires, expires);
  }

  private interface Setter {
    ContentHeaders set(ContentHeaders headers, String value);
  }

  /** What others have stored need not be legal here; a blob is not unreadable for it. */
  private static ContentHeaders with(
      ContentHeaders headers, Setter setter, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return headers;
    }
    try {
      return setter.set(headers, text(value).strip());
    } catch (IllegalArgumentException e) {
      return headers;
    }
  }

  private static String text(String header) {
    return HeaderText.decode(header).orElse(header);
  }

  /** Some stores keep the token that is meant for the transfer alone (PUT-42). */
  private static @Nullable String withoutChunks(@Nullable String encoding) {
    return encoding == null || !encoding.contains("aws-chunked")
        ? encoding
        : encoding.replaceAll("\\s*,?\\s*aws-chunked\\s*,?\\s*", "");
  }

  static UserMetadata metadata(Map<String, String> sent) {
    if (sent.isEmpty()) {
      return UserMetadata.none();
    }
    Map<String, String> metadata = new TreeMap<>();
    sent.forEach((name, value) -> metadata.put(name, metadataValue(name, value)));
    return understood(() -> new UserMetadata(metadata));
  }

  private static String metadataValue(String name, String sent) {
    String value = text(EncodedWords.decodeEncoded(sent));
    try {
      return UserMetadata.none().with(name, value).asMap().values().iterator().next();
    } catch (IllegalArgumentException e) {
      // Control characters, for instance, which others may have stored: better encoded than lost.
      return sent.strip();
    }
  }

  /**
   * Runs what makes values of ours.
   *
   * @throws DriverException {@link ErrorCode#CORRUPT} if what was answered makes none
   */
  static <T> T understood(Supplier<T> values) {
    try {
      return values.get();
    } catch (IllegalArgumentException e) {
      throw strange(String.valueOf(e.getMessage()), e);
    }
  }

  private static DriverException strange(String what, @Nullable Throwable cause) {
    return new DriverException(
        ErrorCode.CORRUPT, "the answer cannot be understood: " + what, false, cause);
  }
}

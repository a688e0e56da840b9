package io.holdall.s3;

import io.holdall.BlobRef;
import io.holdall.ByteRange;
import io.holdall.ContentHeaders;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import io.holdall.spi.EncodedWords;
import io.holdall.spi.XmlText;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/** What we ask, in the SDK's words. Immutable. */
final class Requests {
  private static final String ANY = "*";

  private final Optional<AwsRequestOverrideConfiguration> readOverride;
  private final Optional<AwsRequestOverrideConfiguration> writeOverride;
  private final ChecksumPolicy checksums;

  /**
   * @param readOverride what every read carries whose answer is a document, if anything
   * @param writeOverride what every write carries, if anything
   */
  Requests(
      Optional<AwsRequestOverrideConfiguration> readOverride,
      Optional<AwsRequestOverrideConfiguration> writeOverride,
      ChecksumPolicy checksums) {
    this.readOverride = readOverride;
    this.writeOverride = writeOverride;
    this.checksums = checksums;
  }

  // ---- reads

  GetObjectRequest get(String bucket, String key, GetOptions options) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .checksumMode(checksums.isAskedBack() ? ChecksumMode.ENABLED : null);
    options.range().map(Requests::header).ifPresent(request::range);
    options.part().ifPresent(request::partNumber);
    ReadConditions conditions = options.conditions();
    if (!conditions.isNone()) {
      conditions.ifMatch().map(Requests::tag).ifPresent(request::ifMatch);
      conditions.ifNoneMatch().map(Requests::tag).ifPresent(request::ifNoneMatch);
      conditions.ifModifiedSince().ifPresent(request::ifModifiedSince);
      conditions.ifUnmodifiedSince().ifPresent(request::ifUnmodifiedSince);
    }
    if (readOverride.isPresent() && !XmlText.canCarry(key)) {
      // What answers with a document here is an error, which repeats the key.
      request.overrideConfiguration(readOverride.get());
    }
    return request.build();
  }

  HeadObjectRequest head(String bucket, String key, ReadConditions conditions) {
    HeadObjectRequest.Builder request =
        HeadObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .checksumMode(checksums.isAskedBack() ? ChecksumMode.ENABLED : null);
    conditions.ifMatch().map(Requests::tag).ifPresent(request::ifMatch);
    conditions.ifNoneMatch().map(Requests::tag).ifPresent(request::ifNoneMatch);
    conditions.ifModifiedSince().ifPresent(request::ifModifiedSince);
    conditions.ifUnmodifiedSince().ifPresent(request::ifUnmodifiedSince);
    return request.build();
  }

  /** The first byte of a blob: asked for the error in its answer, which HEAD cannot carry. */
  GetObjectRequest probe(String bucket, String key) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(bucket).key(key).range("bytes=0-0");
    readOverride.ifPresent(request::overrideConfiguration);
    return request.build();
  }

  ListObjectsV2Request list(String bucket, ListOptions options) {
    ListObjectsV2Request.Builder request =
        ListObjectsV2Request.builder()
            .bucket(bucket)
            .maxKeys(options.pageSize())
            .encodingType(EncodingType.URL);
    setUnlessEmpty(options.prefix(), request::prefix);
    setUnlessEmpty(options.delimiter(), request::delimiter);
    if (options.token() != null) {
      request.continuationToken(options.token());
    } else {
      setUnlessEmpty(options.startAfter(), request::startAfter);
    }
    readOverride.ifPresent(request::overrideConfiguration);
    return request.build();
  }

  // ---- writes

  PutObjectRequest put(String bucket, String key, PutOptions options, Outgoing body) {
    ContentHeaders headers = options.headers();
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentLength(body.length())
            .contentType(contentType(headers))
            .contentEncoding(headers.contentEncoding().orElse(null))
            .contentLanguage(headers.contentLanguage().orElse(null))
            .contentDisposition(headers.contentDisposition().orElse(null))
            .cacheControl(headers.cacheControl().orElse(null));
    if (!options.metadata().asMap().isEmpty()) {
      request.metadata(encoded(options.metadata()));
    }
    if (!options.tags().asMap().isEmpty()) {
      request.tagging(TagSets.sdk(options.tags()));
    }
    ifMatch(options.condition()).ifPresent(request::ifMatch);
    ifNoneMatch(options.condition()).ifPresent(request::ifNoneMatch);
    body.checksum().ifPresent(checksum -> Checksums.write(request, checksum));
    body.trailing().map(Checksums::sdk).ifPresent(request::checksumAlgorithm);
    body.md5().ifPresent(md5 -> request.contentMD5(md5.value()));
    override(headers).ifPresent(request::overrideConfiguration);
    return request.build();
  }

  CreateMultipartUploadRequest start(String bucket, String key, PutOptions options) {
    ContentHeaders headers = options.headers();
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(contentType(headers))
            .contentEncoding(headers.contentEncoding().orElse(null))
            .contentLanguage(headers.contentLanguage().orElse(null))
            .contentDisposition(headers.contentDisposition().orElse(null))
            .cacheControl(headers.cacheControl().orElse(null));
    if (!options.metadata().asMap().isEmpty()) {
      request.metadata(encoded(options.metadata()));
    }
    if (!options.tags().asMap().isEmpty()) {
      request.tagging(TagSets.sdk(options.tags()));
    }
    checksums
        .forUpload(options)
        .ifPresent(
            algorithm ->
                request
                    .checksumAlgorithm(Checksums.sdk(algorithm))
                    .checksumType(
                        options.checksumType().orElse(algorithm.defaultMultipartType()).name()));
    override(headers).ifPresent(request::overrideConfiguration);
    return request.build();
  }

  CopyObjectRequest copy(BlobRef source, String bucket, String key, CopyOptions options) {
    CopyObjectRequest.Builder request =
        CopyObjectRequest.builder()
            .sourceBucket(source.bucket())
            .sourceKey(source.key())
            .destinationBucket(bucket)
            .destinationKey(key);
    ReadConditions conditions = options.sourceConditions();
    conditions.ifMatch().map(Requests::tag).ifPresent(request::copySourceIfMatch);
    conditions.ifNoneMatch().map(Requests::tag).ifPresent(request::copySourceIfNoneMatch);
    conditions.ifModifiedSince().ifPresent(request::copySourceIfModifiedSince);
    conditions.ifUnmodifiedSince().ifPresent(request::copySourceIfUnmodifiedSince);
    ifMatch(options.targetCondition()).ifPresent(request::ifMatch);
    ifNoneMatch(options.targetCondition()).ifPresent(request::ifNoneMatch);
    options.checksumAlgorithm().map(Checksums::sdk).ifPresent(request::checksumAlgorithm);
    options
        .replacementTags()
        .ifPresent(
            tags -> {
              request.taggingDirective(TaggingDirective.REPLACE);
              if (!tags.asMap().isEmpty()) {
                request.tagging(TagSets.sdk(tags));
              }
            });
    ContentHeaders headers =
        options.replacement().map(CopyOptions.Replacement::headers).orElse(ContentHeaders.none());
    options
        .replacement()
        .ifPresent(
            replacement ->
                request
                    .metadataDirective(MetadataDirective.REPLACE)
                    .contentType(contentType(headers))
                    .contentEncoding(headers.contentEncoding().orElse(null))
                    .contentLanguage(headers.contentLanguage().orElse(null))
                    .contentDisposition(headers.contentDisposition().orElse(null))
                    .cacheControl(headers.cacheControl().orElse(null))
                    .metadata(encoded(replacement.metadata())));
    override(headers).ifPresent(request::overrideConfiguration);
    return request.build();
  }

  /** What a read carries whose answer is a document, or announces one. */
  Optional<AwsRequestOverrideConfiguration> readOverride() {
    return readOverride;
  }

  /** What a write carries that has no headers of its own. */
  Optional<AwsRequestOverrideConfiguration> writeOverride() {
    return writeOverride;
  }

  /**
   * The same with {@code Expires} as text: the SDK takes a date alone, S3 keeps whatever it is sent
   * (PUT-41).
   */
  private Optional<AwsRequestOverrideConfiguration> override(ContentHeaders headers) {
    if (headers.expires().isEmpty()) {
      return writeOverride;
    }
    return Optional.of(
        writeOverride
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder)
            .putHeader("Expires", headers.expires().get())
            .build());
  }

  // ---- single values

  static void setUnlessEmpty(String value, Consumer<String> setter) {
    if (!value.isEmpty()) {
      setter.accept(value);
    }
  }

  /** A range as HTTP spells it. */
  static String header(ByteRange range) {
    if (range instanceof ByteRange.Between between) {
      return "bytes=" + between.first() + "-" + between.last();
    }
    return range instanceof ByteRange.From from
        ? "bytes=" + from.first() + "-"
        : "bytes=-" + ((ByteRange.Suffix) range).length();
  }

  /** A tag as conditions carry it: in quotes, except for the one that means any (GET-61). */
  static String tag(ETag etag) {
    return etag.value().equals(ANY) ? ANY : etag.quoted();
  }

  /** On writes S3 takes tags with and without quotes (COND-04), some vendors only without. */
  static Optional<String> ifMatch(WriteCondition condition) {
    return condition instanceof WriteCondition.IfMatch match
        ? Optional.of(match.etag().value())
        : Optional.empty();
  }

  static Optional<String> ifNoneMatch(WriteCondition condition) {
    return condition instanceof WriteCondition.IfAbsent ? Optional.of(ANY) : Optional.empty();
  }

  private static String contentType(ContentHeaders headers) {
    return headers.contentType().orElse(ContentHeaders.DEFAULT_CONTENT_TYPE);
  }

  private static Map<String, String> encoded(UserMetadata metadata) {
    Map<String, String> encoded = new TreeMap<>(metadata.asMap());
    encoded.replaceAll((name, value) -> EncodedWords.encode(value));
    return encoded;
  }
}

package io.holdall.tck.model;

import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.Checksum;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.Tags;
import io.holdall.UserMetadata;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A blob of the {@link Model}.
 *
 * @param etag as the store told it when it was written
 * @param tags one of these; several until a store that is known to copy tags otherwise has told
 * @param checksum as the store told it when it was written
 * @param lastModified as the store told it first; null before
 */
// The bytes are never changed, and blobs are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record ModelBlob(
    byte[] bytes,
    ETag etag,
    ContentHeaders headers,
    UserMetadata metadata,
    Set<Tags> tags,
    Optional<Checksum> checksum,
    @Nullable Instant lastModified) {

  public ModelBlob {
    tags = Set.copyOf(tags);
  }

  ModelBlob withTags(Set<Tags> value) {
    // Whether tagging moves the time is not settled (TAG-11).
    return new ModelBlob(bytes, etag, headers, metadata, value, checksum, null);
  }

  ModelBlob seenWith(Tags value) {
    return new ModelBlob(bytes, etag, headers, metadata, Set.of(value), checksum, lastModified);
  }

  ModelBlob seenAt(Instant time) {
    return new ModelBlob(bytes, etag, headers, metadata, tags, checksum, time);
  }

  ModelBlob with(ContentHeaders newHeaders, UserMetadata newMetadata) {
    return new ModelBlob(bytes, etag, newHeaders, newMetadata, tags, checksum, lastModified);
  }

  ModelBlob published(ETag newTag, Optional<Checksum> newChecksum) {
    return new ModelBlob(bytes, newTag, headers, metadata, tags, newChecksum, null);
  }

  /** What is wrong with what a listing tells of this blob. */
  Optional<String> complaint(String key, BlobInfo info) {
    if (!info.key().equals(key)) {
      return Optional.of("the key: \"" + info.key() + "\" for \"" + key + "\"");
    } else if (info.size() != bytes.length) {
      return Optional.of("the size: " + info.size() + " for " + bytes.length);
    } else if (!info.etag().equals(etag)) {
      return Optional.of("the ETag: " + info.etag() + " for " + etag);
    } else if (!info.lastModified().equals(info.lastModified().truncatedTo(ChronoUnit.SECONDS))) {
      return Optional.of("the time: " + info.lastModified() + " is not in whole seconds");
    } else if (lastModified != null && !info.lastModified().equals(lastModified)) {
      return Optional.of("the time: " + info.lastModified() + " after " + lastModified);
    }
    return Optional.empty();
  }

  /** What is wrong with what a read tells of this blob. */
  Optional<String> complaint(String key, BlobAttributes attributes) {
    Optional<String> first = complaint(key, attributes.info());
    if (first.isPresent()) {
      return first;
    }
    ContentHeaders expected =
        headers.contentType().isPresent()
            ? headers
            : headers.contentType(ContentHeaders.DEFAULT_CONTENT_TYPE);
    if (!attributes.headers().equals(expected)) {
      return Optional.of("the headers: " + attributes.headers() + " for " + expected);
    } else if (!attributes.metadata().equals(metadata)) {
      return Optional.of("the metadata: " + attributes.metadata() + " for " + metadata);
    } else if (attributes.tagCount() != 0
        && tags.stream().noneMatch(it -> it.asMap().size() == attributes.tagCount())) {
      return Optional.of("the number of tags: " + attributes.tagCount() + " for " + tags);
    } else if (attributes.checksum().isPresent()
        && checksum.isPresent()
        && !Objects.equals(attributes.checksum(), checksum)) {
      return Optional.of("the checksum: " + attributes.checksum() + " for " + checksum);
    }
    return Optional.empty();
  }
}

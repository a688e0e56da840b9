package io.holdall.engine;

import io.holdall.ContentHeaders;
import io.holdall.Tags;
import io.holdall.UserMetadata;
import java.util.Objects;

/**
 * What is kept beside the bytes of a blob. Invariant: there is a content type (PUT-11). Immutable;
 * blobs without anything of their own share {@link #DEFAULT}.
 */
public record Annotations(ContentHeaders headers, UserMetadata metadata, Tags tags) {
  public static final Annotations DEFAULT =
      new Annotations(
          ContentHeaders.none().contentType(ContentHeaders.DEFAULT_CONTENT_TYPE),
          UserMetadata.none(),
          Tags.none());

  public Annotations {
    Objects.requireNonNull(metadata);
    Objects.requireNonNull(tags);
    if (headers.contentType().isEmpty()) {
      throw new IllegalArgumentException("a stored blob has a content type");
    }
  }

  /** Fills in the content type; blobs with nothing else share one object. */
  static Annotations of(ContentHeaders headers, UserMetadata metadata, Tags tags) {
    ContentHeaders complete =
        headers.contentType().isPresent()
            ? headers
            : headers.contentType(ContentHeaders.DEFAULT_CONTENT_TYPE);
    return metadata.asMap().isEmpty() && tags.asMap().isEmpty() && complete.equals(DEFAULT.headers)
        ? DEFAULT
        : new Annotations(complete, metadata, tags);
  }

  Annotations tags(Tags value) {
    return of(headers, metadata, value);
  }
}

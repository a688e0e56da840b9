package io.holdall.endpoint.header;

import io.holdall.Tags;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code x-amz-tagging}: tags at write time, form-encoded (TAGW-01). */
public final class TagHeader {
  private static final String NAME = "x-amz-tagging";

  private TagHeader() {}

  /**
   * The tags that a write carries.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} for a tag that is not legal or is given
   *     twice, {@link S3Error#BAD_REQUEST} for too many (TAGW-02)
   */
  public static Tags parse(Headers headers) {
    String text = headers.first(NAME).orElse("").strip();
    if (text.isEmpty()) {
      return Tags.none();
    }
    Map<String, String> tags = new LinkedHashMap<>();
    for (Query.Parameter parameter : parameters(text)) {
      String value = parameter.value() == null ? "" : parameter.value();
      if (tags.put(parameter.name(), value) != null) {
        throw invalid(text);
      }
    }
    if (tags.size() > Tags.MAX_TAGS) {
      throw tooMany();
    }
    try {
      return new Tags(tags);
    } catch (IllegalArgumentException e) {
      throw invalid(text);
    }
  }

  private static Iterable<Query.Parameter> parameters(String text) {
    try {
      return Query.parse(text).parameters();
    } catch (S3Exception e) {
      throw invalid(text);
    }
  }

  private static S3Exception invalid(String text) {
    return Arguments.invalid(
        NAME,
        text,
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.");
  }

  /** For more tags than an object can have (TAG-04). */
  public static S3Exception tooMany() {
    return new S3Exception(
        S3Error.BAD_REQUEST, "Object tags cannot be greater than " + Tags.MAX_TAGS);
  }
}

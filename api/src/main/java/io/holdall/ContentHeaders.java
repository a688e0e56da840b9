package io.holdall;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The standard headers kept with a blob and given back with it (PUT-40). S3 keeps them as they were
 * sent and acts on none of them: {@code gzip} is neither applied nor undone (PUT-42), {@code
 * expires} deletes nothing (PUT-41).
 *
 * <p>Invariants: values hold no control characters; the token {@code aws-chunked} is not part of a
 * content encoding (PUT-42). Immutable; each method returns a copy with one header set.
 */
public final class ContentHeaders {
  /** What a blob gets whose writer names no content type (PUT-11). */
  public static final String DEFAULT_CONTENT_TYPE = "binary/octet-stream";

  private static final ContentHeaders NONE = new ContentHeaders(null, null, null, null, null, null);

  private final @Nullable String contentType;
  private final @Nullable String contentEncoding;
  private final @Nullable String contentLanguage;
  private final @Nullable String contentDisposition;
  private final @Nullable String cacheControl;
  private final @Nullable String expires;

  private ContentHeaders(
      @Nullable String contentType,
      @Nullable String contentEncoding,
      @Nullable String contentLanguage,
      @Nullable String contentDisposition,
      @Nullable String cacheControl,
      @Nullable String expires) {
    this.contentType = contentType;
    this.contentEncoding = contentEncoding;
    this.contentLanguage = contentLanguage;
    this.contentDisposition = contentDisposition;
    this.cacheControl = cacheControl;
    this.expires = expires;
  }

  public static ContentHeaders none() {
    return NONE;
  }

  public ContentHeaders contentType(String value) {
    return new ContentHeaders(
        checked("Content-Type", value),
        contentEncoding,
        contentLanguage,
        contentDisposition,
        cacheControl,
        expires);
  }

  public ContentHeaders contentEncoding(String value) {
    return new ContentHeaders(
        contentType,
        checked("Content-Encoding", value),
        contentLanguage,
        contentDisposition,
        cacheControl,
        expires);
  }

  public ContentHeaders contentLanguage(String value) {
    return new ContentHeaders(
        contentType,
        contentEncoding,
        checked("Content-Language", value),
        contentDisposition,
        cacheControl,
        expires);
  }

  public ContentHeaders contentDisposition(String value) {
    return new ContentHeaders(
        contentType,
        contentEncoding,
        contentLanguage,
        checked("Content-Disposition", value),
        cacheControl,
        expires);
  }

  public ContentHeaders cacheControl(String value) {
    return new ContentHeaders(
        contentType,
        contentEncoding,
        contentLanguage,
        contentDisposition,
        checked("Cache-Control", value),
        expires);
  }

  /** Kept as text; by convention an HTTP date such as {@code Thu, 01 Dec 2033 16:00:00 GMT}. */
  public ContentHeaders expires(String value) {
    return new ContentHeaders(
        contentType,
        contentEncoding,
        contentLanguage,
        contentDisposition,
        cacheControl,
        checked("Expires", value));
  }

  private static String checked(String header, String value) {
    Objects.requireNonNull(value, header);
    Keys.utf8Length(header, value);
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s must not hold a control character, but index %s holds U+%04X",
                header,
                i,
                (int) value.charAt(i)));
      }
    }
    if (!value.strip().equals(value) || value.isEmpty()) {
      throw new IllegalArgumentException(
          "%s must not be empty nor begin or end with a space: \"%s\"".formatted(header, value));
    }
    if (header.equals("Content-Encoding") && value.contains("aws-chunked")) {
      throw new IllegalArgumentException("aws-chunked is a transfer form, not a content encoding");
    }
    return value;
  }

  public Optional<String> contentType() {
    return Optional.ofNullable(contentType);
  }

  public Optional<String> contentEncoding() {
    return Optional.ofNullable(contentEncoding);
  }

  public Optional<String> contentLanguage() {
    return Optional.ofNullable(contentLanguage);
  }

  public Optional<String> contentDisposition() {
    return Optional.ofNullable(contentDisposition);
  }

  public Optional<String> cacheControl() {
    return Optional.ofNullable(cacheControl);
  }

  public Optional<String> expires() {
    return Optional.ofNullable(expires);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentHeaders that
        && Objects.equals(contentType, that.contentType)
        && Objects.equals(contentEncoding, that.contentEncoding)
        && Objects.equals(contentLanguage, that.contentLanguage)
        && Objects.equals(contentDisposition, that.contentDisposition)
        && Objects.equals(cacheControl, that.cacheControl)
        && Objects.equals(expires, that.expires);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        contentType, contentEncoding, contentLanguage, contentDisposition, cacheControl, expires);
  }

  @Override
  public String toString() {
    return "ContentHeaders[type=%s, encoding=%s, language=%s, disposition=%s, cacheControl=%s, expires=%s]"
        .formatted(
            contentType,
            contentEncoding,
            contentLanguage,
            contentDisposition,
            cacheControl,
            expires);
  }
}

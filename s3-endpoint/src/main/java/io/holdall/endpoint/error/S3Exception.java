package io.holdall.endpoint.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request refused with an S3 error. It has no stack trace: it is an answer to a client, not a
 * defect here, unless it has a {@link #getCause cause}.
 *
 * <p>Immutable; {@link #with} gives a new exception.
 */
public final class S3Exception extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final S3Error error;
  private final String text;

  // An unmodifiable view of an insertion-ordered map: elements are rendered in the order they were
  // added.
  @SuppressWarnings("serial")
  private final Map<String, String> details;

  public S3Exception(S3Error error) {
    this(error, error.message(), null);
  }

  public S3Exception(S3Error error, String message) {
    this(error, message, null);
  }

  public S3Exception(S3Error error, String message, @Nullable Throwable cause) {
    this(error, message, Map.of(), cause);
  }

  private S3Exception(
      S3Error error, String message, Map<String, String> details, @Nullable Throwable cause) {
    super(error.code() + ": " + message, cause, true, false);
    this.error = error;
    this.text = message;
    this.details = details;
  }

  /**
   * The same error with one more child element of {@code <Error>}; a name already there gets the
   * new value.
   */
  public S3Exception with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new S3Exception(error, text, Collections.unmodifiableMap(more), getCause());
  }

  public S3Error error() {
    return error;
  }

  /** The text of {@code <Message>}; {@link #getMessage} has the code in front of it. */
  public String text() {
    return text;
  }

  /**
   * The operation's own children of {@code <Error>}, such as {@code BucketName}, in the order in
   * which they are rendered.
   */
  public Map<String, String> details() {
    return details;
  }
}

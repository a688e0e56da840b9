package io.holdall.endpoint.http;

import io.holdall.endpoint.error.S3Exception;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decoded parameters of a query in the order sent. Names are case-sensitive (HTTP-03) and may
 * repeat.
 *
 * <p>Three things are kept apart: a parameter that is absent, one without a value ({@code
 * ?uploads}), and one whose value is empty ({@code ?prefix=}).
 *
 * <p>Immutable.
 */
public final class Query {
  private static final Query EMPTY = new Query(List.of());

  private final List<Parameter> parameters;

  /** One parameter; a {@code value} of null says that there was no equals sign. */
  public record Parameter(String name, @Nullable String value) {}

  private Query(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  public static Query empty() {
    return EMPTY;
  }

  public static Query of(List<Parameter> parameters) {
    return new Query(List.copyOf(parameters));
  }

  /**
   * Parses what follows the question mark of a request line.
   *
   * @param raw the bytes as ISO-8859-1, or null if there is no question mark
   * @throws S3Exception {@code InvalidURI} for a broken escape, or bytes that are not UTF-8
   */
  public static Query parse(@Nullable String raw) {
    if (raw == null || raw.isEmpty()) {
      return EMPTY;
    }
    List<Parameter> parameters = new ArrayList<>();
    int start = 0;
    while (start <= raw.length()) {
      int ampersand = raw.indexOf('&', start);
      int end = ampersand < 0 ? raw.length() : ampersand;
      if (end > start) {
        parameters.add(parameter(raw.substring(start, end)));
      }
      start = end + 1;
    }
    return new Query(List.copyOf(parameters));
  }

  private static Parameter parameter(String raw) {
    int equals = raw.indexOf('=');
    return equals < 0
        ? new Parameter(PercentDecoding.decodeQuery(raw), null)
        : new Parameter(
            PercentDecoding.decodeQuery(raw.substring(0, equals)),
            PercentDecoding.decodeQuery(raw.substring(equals + 1)));
  }

  /** True for a parameter with or without a value. */
  public boolean has(String name) {
    return find(name) != null;
  }

  /**
   * The first value under the name: empty text where it has no value, nothing where the parameter
   * is absent.
   */
  public Optional<String> value(String name) {
    Parameter found = find(name);
    if (found == null) {
      return Optional.empty();
    }
    String value = found.value();
    return Optional.of(value == null ? "" : value);
  }

  private @Nullable Parameter find(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return parameter;
      }
    }
    return null;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Query query && parameters.equals(query.parameters);
  }

  @Override
  public int hashCode() {
    return parameters.hashCode();
  }

  @Override
  public String toString() {
    return parameters.toString();
  }
}

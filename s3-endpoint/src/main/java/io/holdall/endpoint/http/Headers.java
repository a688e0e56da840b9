package io.holdall.endpoint.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order sent; names are matched without regard to case and may repeat.
 *
 * <ul>
 *   <li>A name is a token of RFC 9110: visible ASCII without delimiters, at least one character.
 *   <li>A value is the bytes of the field seen as ISO-8859-1, so that what is not ASCII passes
 *       through unchanged (PUT-43). It has no CR, LF or NUL.
 * </ul>
 *
 * <p>Immutable.
 */
public final class Headers {
  private static final Headers EMPTY = new Headers(List.of());

  private final List<Header> fields;

  /** One field, its name as it was written. */
  public record Header(String name, String value) {
    public Header {
      checkName(name);
      checkValue(name, value);
    }
  }

  private Headers(List<Header> fields) {
    this.fields = fields;
  }

  public static Headers empty() {
    return EMPTY;
  }

  /** Fields from alternating names and values. */
  public static Headers of(String... namesAndValues) {
    Builder builder = builder();
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "a header name without a value: " + namesAndValues[namesAndValues.length - 1]);
    }
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with these fields. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.fields.addAll(fields);
    return builder;
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** The value of the first field with the name. */
  public Optional<String> first(String name) {
    for (Header field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  /** The values of all fields with the name, in order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(1);
    for (Header field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        values.add(field.value());
      }
    }
    return values;
  }

  /** The names in lower case, each once, in the order of their first field. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Header field : fields) {
      names.add(field.name().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  public List<Header> fields() {
    return fields;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers headers && fields.equals(headers.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return fields.toString();
  }

  private static void checkName(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a header name is empty");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 0x7f || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        throw new IllegalArgumentException(
            "header name '" + name + "' has a character that is not allowed: " + describe(c));
      }
    }
  }

  private static void checkValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\r' || c == '\n' || c == 0 || c > 0xff) {
        throw new IllegalArgumentException(
            "the value of header " + name + " has a character that is not allowed: " + describe(c));
      }
    }
  }

  private static String describe(char c) {
    return String.format(Locale.ROOT, "U+%04X", (int) c);
  }

  /** Collects fields; not thread-safe. */
  public static final class Builder {
    private final List<Header> fields = new ArrayList<>();

    private Builder() {}

    /**
     * Appends a field.
     *
     * @throws IllegalArgumentException if name or value has a character that a header cannot carry
     */
    public Builder add(String name, String value) {
      fields.add(new Header(name, value));
      return this;
    }

    /** Puts a field in the place of all with its name. */
    public Builder set(String name, String value) {
      remove(name);
      return add(name, value);
    }

    public Builder remove(String name) {
      fields.removeIf(field -> field.name().equalsIgnoreCase(name));
      return this;
    }

    public Headers build() {
      return fields.isEmpty() ? EMPTY : new Headers(List.copyOf(fields));
    }
  }
}

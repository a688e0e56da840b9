package io.holdall.endpoint.header;

import io.holdall.ContentHeaders;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.spi.HeaderText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The standard headers that are kept with an object (PUT-40 to PUT-43). */
public final class StoredHeaders {
  /**
   * @param override the query parameter that replaces the header in an answer (GET-05)
   */
  private record Field(
      String name,
      String override,
      Function<ContentHeaders, Optional<String>> get,
      BiFunction<ContentHeaders, String, ContentHeaders> set) {}

  private static final String ENCODING = "Content-Encoding";

  private static final List<Field> FIELDS =
      List.of(
          new Field(
              "Cache-Control",
              "response-cache-control",
              ContentHeaders::cacheControl,
              ContentHeaders::cacheControl),
          new Field(
              "Content-Disposition",
              "response-content-disposition",
              ContentHeaders::contentDisposition,
              ContentHeaders::contentDisposition),
          new Field(
              ENCODING,
              "response-content-encoding",
              ContentHeaders::contentEncoding,
              ContentHeaders::contentEncoding),
          new Field(
              "Content-Language",
              "response-content-language",
              ContentHeaders::contentLanguage,
              ContentHeaders::contentLanguage),
          new Field(
              "Content-Type",
              "response-content-type",
              ContentHeaders::contentType,
              ContentHeaders::contentType),
          new Field(
              "Expires", "response-expires", ContentHeaders::expires, ContentHeaders::expires));

  private StoredHeaders() {}

  /**
   * The headers that a write wants kept: empty ones are as if they had not been sent, and {@code
   * aws-chunked} is no encoding of the object (PUT-42).
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} for a value that cannot be kept
   */
  public static ContentHeaders parse(Headers headers) {
    ContentHeaders kept = ContentHeaders.none();
    for (Field field : FIELDS) {
      String value = value(field, headers);
      if (!value.isEmpty()) {
        ContentHeaders sofar = kept;
        kept = Arguments.checked(field.name(), value, () -> field.set().apply(sofar, value));
      }
    }
    return kept;
  }

  private static String value(Field field, Headers headers) {
    String joined =
        headers.all(field.name()).stream()
            .map(value -> Arguments.text(field.name(), value))
            .collect(Collectors.joining(", "));
    return field.name().equals(ENCODING) ? withoutChunking(joined) : joined;
  }

  private static String withoutChunking(String encodings) {
    if (!encodings.toLowerCase(Locale.ROOT).contains("aws-chunked")) {
      return encodings;
    }
    return Arrays.stream(encodings.split(","))
        .map(String::strip)
        .filter(token -> !token.isEmpty() && !token.equalsIgnoreCase("aws-chunked"))
        .collect(Collectors.joining(", "));
  }

  /** Adds the headers as they were kept. */
  public static void write(ContentHeaders kept, Headers.Builder headers) {
    for (Field field : FIELDS) {
      field
          .get()
          .apply(kept)
          .ifPresent(value -> headers.add(field.name(), HeaderText.encode(value)));
    }
  }

  /**
   * Puts what the parameters {@code response-*} say in the place of what was kept.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} for a value that no header can carry
   *     (GET-06)
   */
  public static void override(Query query, Headers.Builder headers) {
    for (Field field : FIELDS) {
      String value = query.value(field.override()).orElse("");
      if (!value.isEmpty()) {
        try {
          headers.set(field.name(), value);
        } catch (IllegalArgumentException e) {
          throw Arguments.invalid(
              field.override(), value, "Header value cannot be represented using ISO-8859-1.");
        }
      }
    }
  }

  /** The parameters that ask for {@link #override}s. */
  public static List<Query.Parameter> overrides(ContentHeaders response) {
    return FIELDS.stream()
        .flatMap(
            field ->
                field.get().apply(response).stream()
                    .map(value -> new Query.Parameter(field.override(), value)))
        .toList();
  }
}

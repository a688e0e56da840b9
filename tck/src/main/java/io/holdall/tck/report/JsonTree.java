package io.holdall.tck.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is read.
 *
 * @param fields maps, lists, strings, numbers, booleans and nulls
 * @param path where in the document it is
 */
record JsonTree(Map<String, @Nullable Object> fields, String path) {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * @throws IllegalArgumentException if the text is not one JSON object
   */
  static JsonTree parse(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("something comes behind the JSON value");
      }
      return object(value, "$");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, value(parser));
      }
      return fields;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> values = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        values.add(value(parser));
      }
      return values;
    }
    if (token == null || token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return parser.getBooleanValue();
    }
    return token == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : parser.getText();
  }

  private static JsonTree object(@Nullable Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      map.forEach((name, field) -> fields.put((String) name, field));
      return new JsonTree(fields, path);
    }
    throw new IllegalArgumentException(path + " is not an object");
  }

  private <T> T required(String name, Class<T> type) {
    return optional(name, type)
        .orElseThrow(() -> new IllegalArgumentException(path + "." + name + " is missing"));
  }

  private <T> Optional<T> optional(String name, Class<T> type) {
    Object value = fields.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalArgumentException(
          path + "." + name + " is not a " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }
    return Optional.ofNullable(type.cast(value));
  }

  String text(String name) {
    return required(name, String.class);
  }

  Optional<String> optionalText(String name) {
    return optional(name, String.class);
  }

  long number(String name) {
    return required(name, Long.class);
  }

  Optional<Long> optionalNumber(String name) {
    return optional(name, Long.class);
  }

  boolean flag(String name) {
    return required(name, Boolean.class);
  }

  Optional<Boolean> optionalFlag(String name) {
    return optional(name, Boolean.class);
  }

  List<String> texts(String name) {
    List<?> values = required(name, List.class);
    return values.stream().map(String::valueOf).toList();
  }

  Optional<JsonTree> optionalObject(String name) {
    return Optional.ofNullable(fields.get(name)).map(it -> object(it, path + "." + name));
  }

  <T> List<T> objects(String name, Function<JsonTree, T> reader) {
    List<T> read = new ArrayList<>();
    for (Object value : required(name, List.class)) {
      read.add(reader.apply(object(value, path + "." + name + "[" + read.size() + "]")));
    }
    return read;
  }
}

package io.holdall;

import io.holdall.spi.StoreProvider;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A store's URL taken apart: {@code scheme:location?name=value&…}, and the bucket and prefix named
 * by it. Everything is percent-decoded; {@code +} is a plus.
 *
 * @param scheme in lower case, not empty
 * @param path the directory, for schemes whose location is one; empty otherwise
 * @param bucket legal by {@link BucketNames#check}; empty if the URL names none
 * @param prefix legal by {@link Keys#checkPrefix}; empty if the URL names none, or no bucket
 * @param parameters by name, only ones that the backend knows; unmodifiable
 */
public record StoreUrl(
    String scheme,
    String path,
    Optional<String> bucket,
    String prefix,
    Map<String, String> parameters) {

  /**
   * Checks what no URL could have named.
   *
   * @throws IllegalArgumentException if the scheme is empty or not in lower case, bucket or prefix
   *     are not legal, or there is a prefix and no bucket
   */
  public StoreUrl {
    Objects.requireNonNull(path, "path");
    if (scheme.isEmpty() || !scheme.equals(scheme.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("not a scheme in lower case: \"" + scheme + "\"");
    }
    bucket.ifPresent(BucketNames::check);
    Keys.checkPrefix(prefix);
    if (bucket.isEmpty() && !prefix.isEmpty()) {
      throw new IllegalArgumentException("it names the prefix \"" + prefix + "\" in no bucket");
    }
    parameters = Map.copyOf(parameters);
  }

  static String scheme(String url) {
    int colon = url.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "not a store URL: \""
              + shown(url)
              + "\": it begins with a scheme and a colon, like memory: or file:/path");
    }
    return url.substring(0, colon).toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException naming the URL and what is wrong with it
   */
  static StoreUrl parse(String url, StoreProvider provider) {
    String scheme = scheme(url);
    String rest = url.substring(scheme.length() + 1);
    String fragment = behind(rest, '#');
    rest = before(rest, '#');
    String query = behind(rest, '?');
    String location = before(rest, '?');
    String path = "";
    String place = fragment;
    if (provider.locationIsPath()) {
      path = decode(url, location);
      if (path.isEmpty()) {
        throw bad(url, "it names no directory");
      }
    } else {
      if (!fragment.isEmpty()) {
        throw bad(url, "a bucket is named as " + scheme + "://bucket/prefix, not behind a #");
      }
      if (!location.isEmpty() && !location.startsWith("//")) {
        throw bad(url, "a bucket is named as " + scheme + "://bucket/prefix");
      }
      place = location.isEmpty() ? "" : location.substring(2);
    }
    String bucket = decode(url, before(place, '/'));
    String prefix = decode(url, behind(place, '/'));
    try {
      return new StoreUrl(
          scheme,
          path,
          bucket.isEmpty() ? Optional.empty() : Optional.of(bucket),
          prefix,
          parameters(url, query, provider));
    } catch (IllegalArgumentException e) {
      throw e.getMessage() != null && e.getMessage().startsWith("not a store URL")
          ? e
          : bad(url, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> parameters(String url, String query, StoreProvider provider) {
    TreeMap<String, String> parameters = new TreeMap<>();
    if (query.isEmpty()) {
      return parameters;
    }
    for (String pair : query.split("&", -1)) {
      String name = decode(url, before(pair, '='));
      if (!provider.parameters().contains(name)) {
        throw bad(
            url,
            "unknown parameter \"%s\"; %s: knows %s"
                .formatted(
                    name,
                    provider.scheme(),
                    provider.parameters().isEmpty()
                        ? "none"
                        : String.join(", ", provider.parameters().stream().sorted().toList())));
      }
      if (pair.indexOf('=') < 0) {
        throw bad(url, "the parameter \"" + name + "\" has no value");
      }
      if (parameters.put(name, decode(url, behind(pair, '='))) != null) {
        throw bad(url, "the parameter \"" + name + "\" is given twice");
      }
    }
    return parameters;
  }

  private static String before(String text, char separator) {
    int at = text.indexOf(separator);
    return at < 0 ? text : text.substring(0, at);
  }

  private static String behind(String text, char separator) {
    int at = text.indexOf(separator);
    return at < 0 ? "" : text.substring(at + 1);
  }

  private static String decode(String url, String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        decoded.put(encoded[i]);
        continue;
      }
      int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
      int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw bad(url, "a % is not followed by two hex digits in \"" + text + "\"");
      }
      decoded.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(bad(url, "\"" + text + "\" is not UTF-8").getMessage(), e);
    }
  }

  /** The whole of what people write; of the key that is too long, enough. */
  private static String shown(String url) {
    return Keys.abbreviated(url, 200);
  }

  private static IllegalArgumentException bad(String url, String why) {
    return new IllegalArgumentException("not a store URL: \"" + shown(url) + "\": " + why);
  }
}

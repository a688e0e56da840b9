package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Buckets.put;
import static io.holdall.tck.broken.Drivers.copy;
import static io.holdall.tck.broken.Drivers.multipart;

import io.holdall.PutOptions;
import io.holdall.UserMetadata;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What goes wrong with metadata that comes another way than with a put. */
final class BrokenMetadata {
  private BrokenMetadata() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
            "PUT-40",
            "writes content types in lower case",
            put(
                (sound, key, body, options) ->
                    sound.put(
                        key,
                        body,
                        options
                            .headers()
                            .contentType()
                            .map(it -> options.contentType(it.toLowerCase(Locale.ROOT)))
                            .orElse(options)))),
        broken(
            "META-06",
            "keeps the new metadata of copies in ASCII",
            copy(
                (sound, source, bucket, key, options) ->
                    sound.copy(
                        source,
                        bucket,
                        key,
                        options
                            .replacement()
                            .map(it -> options.replacing(it.headers(), inAscii(it.metadata())))
                            .orElse(options)))),
        broken(
            "META-06",
            "keeps the metadata of uploads in ASCII",
            multipart(
                (sound, uploads) ->
                    new ForwardingMultipart(uploads) {
                      @Override
                      public String start(String bucket, String key, PutOptions options) {
                        return uploads.start(
                            bucket, key, options.metadata(inAscii(options.metadata())));
                      }
                    })));
  }

  private static UserMetadata inAscii(UserMetadata metadata) {
    Map<String, String> values = new TreeMap<>();
    metadata.asMap().forEach((name, value) -> values.put(name, value.replaceAll("[^ -~]", "?")));
    return new UserMetadata(values);
  }
}

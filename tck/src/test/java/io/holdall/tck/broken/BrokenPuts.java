package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Buckets.put;
import static io.holdall.tck.broken.Drivers.driver;
import static io.holdall.tck.broken.Drivers.head;
import static io.holdall.tck.broken.Drivers.list;

import io.holdall.BlobInfo;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.CompleteOptions;
import io.holdall.ContentHeaders;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

final class BrokenPuts {
  private BrokenPuts() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
                "PUT-01",
                "lists ETags in capital letters",
                list(
                    (sound, bucket, options) ->
                        Values.blobs(sound.list(bucket, options), BrokenPuts::inCapitals)))
            .also("PUT-12"),
        broken(
            "PUT-03",
            "keeps what metadata the old blob had beside the new",
            put(BrokenPuts::merging)),
        broken(
            "PUT-05", "publishes what there is of a body that is too short", put(BrokenPuts::cut)),
        broken(
                "CONS-02a",
                "publishes what came before the source of a body failed",
                put(
                    (sound, key, body, options) ->
                        sound.put(
                            key,
                            body.isRepeatable() ? body : Body.of(untilItFails(body)),
                            options)))
            .also("API-02", "PUT-05"),
        broken(
            "PUT-06",
            "opens the source of a body before it looks at its length",
            put(
                (sound, key, body, options) ->
                    sound.put(key, body.isRepeatable() ? opened(body) : body, options))),
        broken(
                "PUT-07",
                "says that there is no blob where there is an empty one",
                head(
                    (sound, bucket, key, conditions) ->
                        sound.head(bucket, key, conditions).filter(blob -> blob.size() > 0)))
            .perhaps(
                "API-01", "API-02", "CONS-02a", "PUT-01", "PUT-03", "PUT-05", "PUT-12", "PUT-40"),
        broken(
                "PUT-09",
                "puts everything as an upload of one part",
                Drivers.put(BrokenPuts::inParts))
            .also("PUT-07"),
        broken(
            "PUT-10",
            "answers with an ETag that is over the metadata too",
            Drivers.put(
                (sound, bucket, key, payload, options) -> {
                  PutResult put = sound.put(bucket, key, payload, options);
                  return options.metadata().asMap().isEmpty()
                      ? put
                      : new PutResult(Values.NOBODYS, put.checksum());
                })),
        broken(
                "PUT-11",
                "gives blobs of no type another one",
                put(
                    (sound, key, body, options) ->
                        sound.put(
                            key,
                            body,
                            options.headers().contentType().isPresent()
                                ? options
                                : options.contentType("application/octet-stream"))))
            .also("PUT-03", "PUT-40"),
        broken(
            "PUT-12",
            "tells the time of a blob to the millisecond when asked for it alone",
            head(
                (sound, bucket, key, conditions) ->
                    sound
                        .head(bucket, key, conditions)
                        .map(
                            it -> Values.with(it, Values.later(it.info(), Duration.ofMillis(7)))))),
        broken(
                "PUT-40",
                "drops the parameters of content types",
                put(
                    (sound, key, body, options) ->
                        sound.put(key, body, withoutParameters(options))))
            .also("PUT-03"),
        broken(
            "PUT-43",
            "keeps headers in ASCII",
            put(
                (sound, key, body, options) ->
                    sound.put(key, body, options.headers(inAscii(options.headers()))))),
        broken(
                "META-01",
                "folds the values of metadata to lower case with the names",
                metadata((name, value) -> true, value -> value.toLowerCase(Locale.ROOT)))
            .also("META-04", "META-06", "PUT-03"),
        broken(
            "META-02",
            "takes no more than one kilobyte of metadata",
            Drivers.put(
                (sound, bucket, key, payload, options) -> {
                  if (String.join("", options.metadata().asMap().values()).length() > 1024) {
                    throw new DriverException(ErrorCode.INVALID_ARGUMENT, "too much metadata");
                  }
                  return sound.put(bucket, key, payload, options);
                })),
        broken(
                "META-04",
                "drops metadata without a value",
                metadata((name, value) -> !value.isEmpty(), value -> value))
            .also("PUT-03"),
        broken(
            "META-06",
            "keeps metadata in ASCII",
            metadata((name, value) -> true, value -> value.replaceAll("[^ -~]", "?"))),
        broken(
            "API-01",
            "stores nothing of a body whose length it is not told",
            put(
                (sound, key, body, options) ->
                    sound.put(
                        key,
                        isOfUnknownLength(body) ? Values.body(body, all -> new byte[0]) : body,
                        options))),
        broken(
            "API-02",
            "reads one byte too many of a stream",
            put((sound, key, body, options) -> sound.put(key, peekedBehind(body), options))),
        broken(
            "CONS-01",
            "answers a listing that it has made before from memory",
            driver(BrokenPuts::remembersListings)));
  }

  private static BlobInfo inCapitals(BlobInfo blob) {
    return Values.with(blob, ETag.of(blob.etag().value().toUpperCase(Locale.ROOT)));
  }

  private static PutResult merging(Bucket sound, String key, Body body, PutOptions options) {
    Map<String, String> all = new TreeMap<>();
    sound.find(key).ifPresent(old -> all.putAll(old.metadata().asMap()));
    all.putAll(options.metadata().asMap());
    return sound.put(key, body, options.metadata(new UserMetadata(all)));
  }

  static PutResult cut(Bucket sound, String key, Body body, PutOptions options) {
    boolean isTaken = isOfUnknownLength(body) || body.isRepeatable();
    return sound.put(key, isTaken ? body : Values.body(body, all -> all), options);
  }

  private static byte[] untilItFails(Body body) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (InputStream stream = body.open()) {
      stream.transferTo(all);
    } catch (IOException e) {
      return all.toByteArray();
    }
    return all.toByteArray();
  }

  private static Body opened(Body body) {
    return Values.body(body, all -> all);
  }

  private static PutResult inParts(
      StoreDriver sound, String bucket, String key, Payload payload, PutOptions options) {
    MultipartDriver uploads = sound.multipart().orElseThrow();
    String id = uploads.start(bucket, key, options.condition(WriteCondition.always()));
    return uploads.complete(
        bucket,
        key,
        id,
        List.of(uploads.uploadPart(bucket, key, id, 1, payload)),
        CompleteOptions.defaults().condition(options.condition()));
  }

  private static PutOptions withoutParameters(PutOptions options) {
    ContentHeaders headers = options.headers();
    return headers
        .contentType()
        .map(type -> options.headers(headers.contentType(type.replaceFirst(" *;.*", ""))))
        .orElse(options);
  }

  private static ContentHeaders inAscii(ContentHeaders headers) {
    return headers
        .contentDisposition()
        .map(value -> headers.contentDisposition(value.replaceAll("[^ -~]", "?")))
        .orElse(headers);
  }

  private static BrokenStore.Defect metadata(
      BiPredicate<String, String> kept, UnaryOperator<String> change) {
    return put(
        (sound, key, body, options) -> {
          Map<String, String> changed = new TreeMap<>();
          options
              .metadata()
              .asMap()
              .forEach(
                  (name, value) -> {
                    if (kept.test(name, value)) {
                      changed.put(name, change.apply(value));
                    }
                  });
          return sound.put(key, body, options.metadata(new UserMetadata(changed)));
        });
  }

  private static boolean isOfUnknownLength(Body body) {
    try {
      return body.length().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Body peekedBehind(Body body) {
    if (isOfUnknownLength(body) || body.isRepeatable()) {
      return body;
    }
    try {
      long length = body.length().orElseThrow();
      return Body.of(new Peeking(body.open(), length), length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Peeking extends FilterInputStream {
    private long left;

    Peeking(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      throw new IOException("bodies are read in pieces");
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
      int read = super.read(target, offset, (int) Math.min(most, Math.max(left, 1)));
      left -= Math.max(read, 0);
      if (left == 0) {
        super.read();
      }
      return read;
    }
  }

  private static StoreDriver remembersListings(StoreDriver sound) {
    return new ForwardingDriver(sound) {
      private final Map<List<Object>, ListPage> pages = new ConcurrentHashMap<>();

      @Override
      public ListPage list(String bucket, ListOptions options) {
        return pages.computeIfAbsent(
            List.of(bucket, options), request -> sound.list(bucket, options));
      }
    };
  }
}

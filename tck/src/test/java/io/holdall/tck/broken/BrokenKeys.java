package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.copy;
import static io.holdall.tck.broken.Drivers.driver;
import static io.holdall.tck.broken.Drivers.put;

import io.holdall.BlobRef;
import io.holdall.ErrorCode;
import io.holdall.ReadConditions;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

final class BrokenKeys {
  private BrokenKeys() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
                "KEY-01",
                "takes keys of a thousand characters at most",
                put(
                    (sound, bucket, key, payload, options) -> {
                      if (key.length() > 1000) {
                        throw new DriverException(ErrorCode.INVALID_ARGUMENT, "too long a key");
                      }
                      return sound.put(bucket, key, payload, options);
                    }))
            .also("KEY-01a", "KEY-01b"),
        broken("KEY-02", "stores keys in lower case", keys(key -> key.toLowerCase(Locale.ROOT)))
            .also("API-06", "KEY-05")
            .perhaps("KEY-06", "KEY-06a"),
        broken(
                "API-06",
                "normalises keys",
                keys(key -> Normalizer.normalize(key, Normalizer.Form.NFC)))
            .perhaps("KEY-06", "KEY-06a"),
        broken("KEY-03", "takes several slashes for one", keys(key -> key.replaceAll("/+", "/")))
            .perhaps("KEY-06", "KEY-06a"),
        broken("KEY-05", "takes %2F in a key for a slash", keys(key -> key.replace("%2F", "/")))
            .perhaps("KEY-06", "KEY-06a"),
        broken("KEY-06", "drops spaces at the ends of keys", keys(String::strip))
            .also("KEY-12b", "KEY-12c")
            .perhaps("KEY-06a"),
        broken(
            "KEY-06a",
            "escapes the keys of sources once too often",
            copy(
                (sound, source, bucket, key, options) ->
                    sound.copy(
                        new BlobRef(source.bucket(), source.key().replace("%", "%25")),
                        bucket,
                        key,
                        options))),
        broken(
                "KEY-08",
                "resolves dots in keys as a file system does",
                keys(key -> key.replace("/./", "/").replaceAll("[^/]+/\\.\\./", "")))
            .perhaps("KEY-06", "KEY-06a"),
        broken(
                "KEY-12",
                "drops control characters of keys",
                keys(key -> key.replaceAll("\\p{Cc}", "")))
            .also("KEY-12a", "KEY-12b", "KEY-12c")
            .perhaps("KEY-06", "KEY-06a"),
        broken(
                "KEY-12a",
                "reads carriage returns as XML does when many are deleted",
                driver(
                    sound ->
                        new ForwardingDriver(sound) {
                          @Override
                          public List<Optional<DriverException>> deleteAll(
                              String bucket, List<String> keys) {
                            return super.deleteAll(
                                bucket,
                                keys.stream()
                                    .map(key -> key.replace("\r\n", "\n").replace('\r', '\n'))
                                    .toList());
                          }
                        }))
            .also("KEY-12b")
            .perhaps("KEY-06a"),
        broken(
                "KEY-04",
                "has no blob under a key that is the folder of others",
                put(
                    (sound, bucket, key, payload, options) -> {
                      String folder = key.replaceFirst("/[^/]*$", "");
                      if (!folder.equals(key)
                          && !folder.isEmpty()
                          && sound.head(bucket, folder, ReadConditions.none()).isPresent()) {
                        throw new DriverException(ErrorCode.INVALID_ARGUMENT, "not a folder");
                      }
                      return sound.put(bucket, key, payload, options);
                    }))
            .also("KEY-01b", "KEY-03", "KEY-08", "KEY-12c")
            .perhaps("KEY-06"));
  }

  private static BrokenStore.Defect keys(UnaryOperator<String> stored) {
    return driver(sound -> new KeyMap(sound, stored));
  }
}

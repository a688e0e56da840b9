package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.PresignDriver;
import io.holdall.spi.StoreDriver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That no key of the kit leads outside of its prefix, whatever a server takes for a path. Such a
 * server breaks rules; it must not be made to harm what is others'.
 */
class NormalisingStoreTest {
  private static final Pattern OURS =
      Pattern.compile("scratch/holdall-tck-[-0-9a-z]+(/.*)?", Pattern.DOTALL);

  private final Queue<String> outside = new ConcurrentLinkedQueue<>();

  /** What servers do to keys. */
  private enum Habit {
    PATHS,
    DECODED_PATHS,
    BACKSLASHES,
    STRIPPED;

    private String read(String key) {
      return switch (this) {
        case PATHS -> key;
        case DECODED_PATHS ->
            key.replaceAll("%25", "%").replaceAll("%2[Ff]", "/").replaceAll("%2[Ee]", ".");
        case BACKSLASHES -> key.replace('\\', '/');
        case STRIPPED -> key.replaceAll("[\\p{Cc} ]", "");
      };
    }

    /** Without empty and dot segments; two dots climb, and at the root of the bucket stay there. */
    String normal(String key) {
      String read = read(key);
      Deque<String> path = new ArrayDeque<>();
      for (String segment : read.split("/", -1)) {
        if (segment.equals("..")) {
          path.pollLast();
        } else if (!segment.isEmpty() && !segment.equals(".")) {
          path.addLast(segment);
        }
      }
      String normal = String.join("/", path) + (read.endsWith("/") ? "/" : "");
      return normal.isEmpty() ? "/" : normal;
    }
  }

  @ParameterizedTest
  @EnumSource
  void theBlobsOfOthersStayAsTheyAre(Habit habit) {
    BlobStore store = BlobStores.open("memory:");
    Bucket bucket = store.createBucket("shared-bucket");
    for (String key : List.of("a", "b", "ab", "A", "0", "-", "a/b", "a/a", "/", "1", "1/a")) {
      bucket.put(key, Body.of("foreign " + key), PutOptions.defaults().metadata("of", "others"));
      bucket.put("scratch/" + key, Body.of("foreign " + key));
    }
    Map<String, Object> before = contents(bucket);
    BlobStore normalising =
        BlobStores.decorated(store, driver -> new Normalising(driver, habit)).orElseThrow();
    TckReport report =
        TckRunner.of(
                () ->
                    TckTarget.of("normalising", normalising)
                        .in(normalising.bucket("shared-bucket").under("scratch/")))
            .options(TckOptions.defaults().seed(20_300_601).shrinkTries(30))
            .only("KEY", "PUT", "LIST", "HEAD", "DELETE", "COPY", "HISTORY")
            .run();
    assertThat(report.count(Outcome.FAILED)).isPositive();
    assertThat(outside).isEmpty();
    Map<String, Object> after = contents(bucket);
    assertThat(after.keySet()).containsExactlyElementsOf(before.keySet());
    assertThat(after).isEqualTo(before);
    store.close();
  }

  /** Bytes and attributes of all blobs. */
  private static Map<String, Object> contents(Bucket bucket) {
    Map<String, Object> contents = new TreeMap<>();
    bucket.list().stream()
        .forEach(
            info -> {
              try (Blob blob = bucket.get(info.key())) {
                BlobAttributes attributes = blob.attributes();
                contents.put(
                    info.key(), List.of(attributes, HexFormat.of().formatHex(blob.bytes())));
              }
            });
    return contents;
  }

  private final class Normalising extends ForwardingDriver {
    private final Habit habit;

    Normalising(StoreDriver driver, Habit habit) {
      super(driver);
      this.habit = habit;
    }

    private String normal(String key) {
      String normal = habit.normal(key);
      if (!OURS.matcher(normal).matches()) {
        outside.add(key);
      }
      return normal;
    }

    /** Uploads and URLs go other ways than the driver's. */
    @Override
    public Set<Feature> features() {
      Set<Feature> features = EnumSet.copyOf(super.features());
      features.removeAll(EnumSet.of(Feature.MULTIPART, Feature.PRESIGN, Feature.TAGS));
      return features;
    }

    @Override
    public Optional<MultipartDriver> multipart() {
      return Optional.empty();
    }

    @Override
    public Optional<PresignDriver> presign() {
      return Optional.empty();
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      return super.put(bucket, normal(key), payload, options);
    }

    @Override
    public OpenBlob get(String bucket, String key, GetOptions options) {
      return super.get(bucket, normal(key), options);
    }

    @Override
    public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
      return super.head(bucket, normal(key), conditions);
    }

    @Override
    public void delete(String bucket, String key) {
      super.delete(bucket, normal(key));
    }

    @Override
    public void deleteIfMatch(String bucket, String key, ETag etag) {
      super.deleteIfMatch(bucket, normal(key), etag);
    }

    @Override
    public List<Optional<DriverException>> deleteAll(String bucket, List<String> keys) {
      super.deleteAll(bucket, keys.stream().map(this::normal).distinct().toList());
      return keys.stream().map(key -> Optional.<DriverException>empty()).toList();
    }

    /** The run's end is not the end of the look at what it left. */
    @Override
    public void close() {}

    @Override
    public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
      BlobRef normalSource = new BlobRef(source.bucket(), normal(source.key()));
      return super.copy(normalSource, bucket, normal(key), options);
    }

    @Override
    public ListPage list(String bucket, ListOptions options) {
      normal(options.prefix());
      return super.list(bucket, options);
    }
  }
}

package io.holdall.tck.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.WriteCondition;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.PresignDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.TagDriver;
import io.holdall.tck.Outcome;
import io.holdall.tck.RuleInfo;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import io.holdall.tck.TckTarget;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** That a store is found out that does what it does not declare, and one that refuses is not. */
class RefusalsTest {
  private static final String BUCKET = "some-bucket";

  /** What no call asks for: what a store makes of calls that all may make. */
  private static final Set<Feature> SILENT =
      EnumSet.of(
          Feature.DEFAULT_CHECKSUM, Feature.MD5_ETAG, Feature.ANY_KEY, Feature.NON_ASCII_METADATA);

  private static final Set<Feature> OF_UPLOADS =
      EnumSet.of(Feature.MULTIPART, Feature.COPY_PART, Feature.COMPLETE_IF, Feature.PART_READS);

  @TestFactory
  Stream<DynamicTest> aStoreThatDoesWhatItDoesNotDeclareIsFound() {
    return features()
        .map(feature -> DynamicTest.dynamicTest(feature.name(), () -> findsThatItIsDone(feature)));
  }

  private static void findsThatItIsDone(Feature feature) {
    TckReport report = run(feature, () -> SoundStore.target("hiding", hiding(feature)));
    assertThat(report.results()).isNotEmpty();
    assertThat(report.with(Outcome.FAILED)).as(report.text()).hasSameSizeAs(report.results());
  }

  @TestFactory
  Stream<DynamicTest> aStoreThatRefusesItIsNot() {
    return features()
        .map(feature -> DynamicTest.dynamicTest(feature.name(), () -> findsNothing(feature)));
  }

  private static void findsNothing(Feature feature) {
    TckReport report =
        run(
            feature,
            () ->
                inOneBucket(
                    SoundStore.target(
                        "lacking",
                        (driver, clock) -> {
                          driver.createBucket(BUCKET);
                          return BlobStores.of(new Lacking(driver, feature));
                        })));
    assertThat(report.results()).isNotEmpty();
    assertThat(report.with(Outcome.NOT_APPLICABLE))
        .as(report.text())
        .hasSameSizeAs(report.results());
  }

  /** For a store that can make no buckets, too. */
  private static TckTarget inOneBucket(TckTarget target) {
    return target.in(target.store().bucket(BUCKET));
  }

  @Test
  void aStoreThatRefusesItAndDoesItAllTheSameIsFound() {
    Feature feature = Feature.PUT_IF_ABSENT;
    BrokenStore.Defect both =
        (driver, clock) -> {
          BlobStore refusing = BlobStores.of(new Lacking(driver, feature));
          return hiding(
              BlobStores.of(driver),
              feature,
              bucket ->
                  new ForwardingBucket(bucket) {
                    @Override
                    public PutResult put(String key, Body body, PutOptions options) {
                      PutResult done = super.put(key, body, options);
                      return options.condition() instanceof WriteCondition.IfAbsent
                          ? refusing.bucket(name()).put(key, body, options)
                          : done;
                    }
                  });
        };
    TckReport report = run(feature, () -> SoundStore.target("both", both));
    assertThat(report.with(Outcome.FAILED)).as(report.text()).hasSameSizeAs(report.results());
  }

  private static Stream<Feature> features() {
    return Arrays.stream(Feature.values()).filter(feature -> !SILENT.contains(feature));
  }

  private static TckReport run(Feature feature, Supplier<TckTarget> target) {
    String[] rules =
        RuleInfo.all().stream()
            .filter(rule -> rule.needs().contains(feature))
            .map(RuleInfo::id)
            .toArray(String[]::new);
    return TckRunner.of(target).only(rules).run();
  }

  private static BrokenStore.Defect hiding(Feature feature) {
    return (driver, clock) -> hiding(BlobStores.of(driver), feature, bucket -> bucket);
  }

  private interface Changed {
    Bucket of(Bucket bucket);
  }

  private static BlobStore hiding(BlobStore sound, Feature feature, Changed changed) {
    return new ForwardingStore(sound) {
      @Override
      public Set<Feature> features() {
        return without(super.features(), feature);
      }

      @Override
      public Bucket createBucket(String name) {
        return changed.of(super.createBucket(name));
      }

      @Override
      public Bucket bucket(String name) {
        return changed.of(super.bucket(name));
      }
    };
  }

  private static Set<Feature> without(Set<Feature> features, Feature feature) {
    EnumSet<Feature> fewer = EnumSet.copyOf(features);
    fewer.remove(feature);
    return fewer;
  }

  private static final class Lacking extends ForwardingDriver {
    private final Feature feature;

    Lacking(StoreDriver driver, Feature feature) {
      super(driver);
      this.feature = feature;
    }

    @Override
    public Set<Feature> features() {
      Set<Feature> fewer = without(super.features(), feature);
      if (feature == Feature.MULTIPART) {
        fewer.removeAll(OF_UPLOADS);
      }
      return fewer;
    }

    @Override
    public Optional<MultipartDriver> multipart() {
      return feature == Feature.MULTIPART ? Optional.empty() : super.multipart();
    }

    @Override
    public Optional<PresignDriver> presign() {
      return feature == Feature.PRESIGN ? Optional.empty() : super.presign();
    }

    @Override
    public Optional<TagDriver> tags() {
      return feature == Feature.TAGS ? Optional.empty() : super.tags();
    }
  }
}

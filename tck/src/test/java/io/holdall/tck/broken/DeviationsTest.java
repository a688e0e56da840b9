package io.holdall.tck.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.BlobStores;
import io.holdall.CompleteOptions;
import io.holdall.CopyOptions;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadedPart;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.Outcome;
import io.holdall.tck.TckReport;
import io.holdall.tck.TckRunner;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That what a store is known to do otherwise hides nothing else in its histories. */
class DeviationsTest {
  private static final Map<String, String> KNOWN =
      Stream.of("COPY-07", "GET-60", "GET-61", "MPU-08", "MPU-31b", "MPU-32", "TAG-11b")
          .collect(Collectors.toMap(id -> id, id -> "known"));

  private static TckReport histories(BrokenStore.Defect defect, Map<String, String> deviations) {
    return TckRunner.of(() -> SoundStore.target("another server", defect))
        .seed(20_300_601)
        .deviations(deviations)
        .only("HIST")
        .run();
  }

  private static BrokenStore.Defect server() {
    return (sound, clock) -> BlobStores.of(new Server(sound));
  }

  private static BrokenStore.Defect serverWith(String rule) {
    BrokenStore.Defect more =
        BrokenHistories.stores().stream()
            .filter(it -> it.rule().equals(rule))
            .findFirst()
            .orElseThrow()
            .defect();
    return (sound, clock) -> more.in(new Server(sound), clock);
  }

  @Test
  void historiesComeUponWhatIsOtherwise() {
    assertThat(histories(server(), Map.of()).with(Outcome.FAILED))
        .extracting(it -> it.rule().id())
        .contains("HIST-01", "HIST-03", "HIST-04");
  }

  @Test
  void historiesAreKeptWhereItIsKnown() {
    TckReport report = histories(server(), KNOWN);
    assertThat(report.with(Outcome.PASSED)).as(report.text()).hasSize(4);
  }

  @Test
  void anotherDefectIsFoundAllTheSame() {
    for (String rule : List.of("HIST-01", "HIST-02", "HIST-03", "HIST-04")) {
      assertThat(histories(serverWith(rule), KNOWN).with(Outcome.FAILED))
          .extracting(it -> it.rule().id())
          .contains(rule);
    }
  }

  /** Does what other servers were seen to do. */
  private static final class Server extends ForwardingDriver {
    private final StoreDriver sound;

    Server(StoreDriver sound) {
      super(sound);
      this.sound = sound;
    }

    /** The time of a change is weighed first, and an ETag is compared as text. */
    private ReadConditions weighed(String bucket, String key, ReadConditions conditions) {
      Optional<Instant> since = conditions.ifModifiedSince();
      if (since.isPresent()
          && conditions.ifMatch().isEmpty()
          && conditions.ifNoneMatch().isEmpty()) {
        sound.head(bucket, key, ReadConditions.none().ifModifiedSince(since.get()));
      }
      return BrokenGets.literal(conditions);
    }

    @Override
    public OpenBlob get(String bucket, String key, GetOptions options) {
      return sound.get(bucket, key, options.conditions(weighed(bucket, key, options.conditions())));
    }

    @Override
    public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
      return sound.head(bucket, key, weighed(bucket, key, conditions));
    }

    /** The source's tags go with the bytes, unless the metadata is replaced. */
    @Override
    public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
      CopyOptions literal =
          options.sourceConditions(BrokenGets.literal(options.sourceConditions()));
      PutResult copied = sound.copy(source, bucket, key, literal);
      if (options.replacement().isPresent()) {
        sound.tags().orElseThrow().set(bucket, key, Tags.none());
      } else if (options.replacementTags().isPresent()
          && !source.equals(new BlobRef(bucket, key))) {
        Tags tags = sound.tags().orElseThrow().get(source.bucket(), source.key());
        sound.tags().orElseThrow().set(bucket, key, tags);
      }
      return copied;
    }

    @Override
    public Optional<MultipartDriver> multipart() {
      return sound.multipart().map(Uploads::new);
    }
  }

  private static final class Uploads extends ForwardingMultipart {
    private final MultipartDriver sound;

    Uploads(MultipartDriver sound) {
      super(sound);
      this.sound = sound;
    }

    @Override
    public String start(String bucket, String key, PutOptions options) {
      return sound.start(bucket, key, options.tags(Tags.none()));
    }

    @Override
    public PutResult complete(
        String bucket,
        String key,
        String uploadId,
        List<UploadedPart> parts,
        CompleteOptions options) {
      try {
        if (sound.listParts(bucket, key, uploadId, 0, 1000).parts().size() > parts.size()) {
          throw new DriverException(ErrorCode.INVALID_PART, "a part was left out");
        }
        List<UploadedPart> sorted =
            parts.stream().sorted(Comparator.comparingInt(UploadedPart::number)).toList();
        return sound.complete(bucket, key, uploadId, sorted, options);
      } catch (DriverException e) {
        throw e.code() == ErrorCode.NO_SUCH_UPLOAD
            ? new DriverException(ErrorCode.INTERNAL, "this completion is in progress")
            : e;
      }
    }
  }
}

package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.ErrorCode;
import io.holdall.Keys;
import io.holdall.UploadInfo;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.spi.DriverException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UploadPagesTest {
  private static final String BUCKET = "photos";

  private static Upload upload(String key, long order) {
    return new Upload(
        new Change.UploadStarted(
            BUCKET,
            key,
            UploadIds.make(BUCKET, key, order, new UUID(key.hashCode(), order)),
            order,
            Samples.TIME,
            Annotations.DEFAULT,
            Optional.empty()),
        List.of(),
        false);
  }

  /** An upload for each time that a key is in the list, started in that order. */
  private static List<Upload> uploads(List<String> keys) {
    List<Upload> uploads = new ArrayList<>();
    for (String key : keys) {
      uploads.add(upload(key, uploads.size()));
    }
    return uploads;
  }

  private static PersistentTree<List<Upload>, ?> tree(List<Upload> uploads) {
    BucketState bucket = BucketState.empty(Samples.TIME);
    for (Upload upload : uploads) {
      bucket = bucket.withUpload(upload);
    }
    return bucket.uploads();
  }

  /** All lines of a listing, uploads by their id, by the letter of the rules. */
  private static List<String> lines(List<Upload> uploads, String prefix, String delimiter) {
    Comparator<Upload> byKey =
        Comparator.comparing(upload -> upload.start().key(), Keys.UTF8_ORDER);
    Set<String> lines = new LinkedHashSet<>();
    uploads.stream()
        .sorted(byKey.thenComparingLong(upload -> upload.start().order()))
        .filter(upload -> upload.start().key().startsWith(prefix))
        .forEach(
            upload -> {
              String key = upload.start().key();
              int found = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
              lines.add(
                  found < 0
                      ? upload.id()
                      : "prefix " + key.substring(0, found + delimiter.length()));
            });
    return List.copyOf(lines);
  }

  @Property
  void pagesPutTogetherAreTheModel(
      @ForAll @From("keys") List<String> keys,
      @ForAll @From("prefixes") String prefix,
      @ForAll @From("delimiters") String delimiter,
      @ForAll @IntRange(min = 1, max = 6) int most) {
    List<Upload> uploads = uploads(keys);
    PersistentTree<List<Upload>, ?> tree = tree(uploads);
    List<String> lines = new ArrayList<>();
    UploadListOptions options = new UploadListOptions(prefix, delimiter, "", "", most);
    while (true) {
      UploadPage page = Pages.uploads(BUCKET, tree, options);
      int size = page.uploads().size() + page.commonPrefixes().size();
      // Keys and prefixes come in two lists; one page at a time shows how they merge.
      lines.addAll(merged(page));
      if (!page.truncated()) {
        break;
      }
      assertThat(size).isEqualTo(most);
      UploadInfo last =
          page.uploads().isEmpty() ? null : page.uploads().get(page.uploads().size() - 1);
      String lastPrefix =
          page.commonPrefixes().isEmpty()
              ? null
              : page.commonPrefixes().get(page.commonPrefixes().size() - 1);
      options =
          last != null
                  && (lastPrefix == null || Keys.UTF8_ORDER.compare(last.key(), lastPrefix) > 0)
              ? new UploadListOptions(prefix, delimiter, last.key(), last.id(), most)
              : new UploadListOptions(prefix, delimiter, String.valueOf(lastPrefix), "", most);
    }
    assertThat(lines).isEqualTo(lines(uploads, prefix, delimiter));
  }

  private static List<String> merged(UploadPage page) {
    List<String> names = new ArrayList<>();
    List<UploadInfo> uploads = new ArrayList<>(page.uploads());
    for (String prefix : page.commonPrefixes()) {
      while (!uploads.isEmpty() && Keys.UTF8_ORDER.compare(uploads.get(0).key(), prefix) < 0) {
        names.add(uploads.remove(0).id());
      }
      names.add("prefix " + prefix);
    }
    uploads.forEach(upload -> names.add(upload.id()));
    return names;
  }

  @Provide
  Arbitrary<List<String>> keys() {
    return Texts.of(Samples.PIECES, 1, 3).list().ofMaxSize(40);
  }

  @Provide
  Arbitrary<String> prefixes() {
    return Texts.of(Samples.PIECES, 0, 1);
  }

  @Provide
  Arbitrary<String> delimiters() {
    return Arbitraries.of("", "/", "a", "😀");
  }

  @Test
  void aKeyMarkerAloneSkipsAllUploadsOfItsKey() {
    List<Upload> uploads = uploads(List.of("a", "a", "b"));
    UploadPage page =
        Pages.uploads(BUCKET, tree(uploads), new UploadListOptions("", "", "a", "", 10));
    assertThat(page.uploads()).extracting(UploadInfo::id).containsExactly(uploads.get(2).id());
  }

  @Test
  void aMarkerStaysGoodWhenItsUploadHasEnded() {
    List<Upload> uploads = uploads(List.of("a", "a", "a"));
    PersistentTree<List<Upload>, ?> rest = tree(List.of(uploads.get(0), uploads.get(2)));
    UploadPage page =
        Pages.uploads(BUCKET, rest, new UploadListOptions("", "", "a", uploads.get(1).id(), 10));
    assertThat(page.uploads()).extracting(UploadInfo::id).containsExactly(uploads.get(2).id());
  }

  @Test
  void anUploadMarkerWithoutKeyMarkerIsIgnored() {
    List<Upload> uploads = uploads(List.of("a", "b"));
    UploadPage page =
        Pages.uploads(BUCKET, tree(uploads), new UploadListOptions("", "", "", "nonsense", 10));
    assertThat(page.uploads()).hasSize(2);
  }

  @Test
  void anUploadMarkerOfAnotherKeyIsRefused() {
    List<Upload> uploads = uploads(List.of("a", "b"));
    for (String marker : List.of(uploads.get(1).id(), "nonsense", "AAAA", "ä")) {
      assertThatThrownBy(
              () ->
                  Pages.uploads(
                      BUCKET, tree(uploads), new UploadListOptions("", "", "a", marker, 10)))
          .isInstanceOfSatisfying(
              DriverException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }
  }

  @Test
  void idsTellTheirOrderToTheirOwnKeyOnly() {
    String id = UploadIds.make(BUCKET, "a", 77, new UUID(1, 2));
    assertThat(UploadIds.order(BUCKET, "a", id)).hasValue(77);
    assertThat(UploadIds.order(BUCKET, "b", id)).isEmpty();
    assertThat(UploadIds.order("other", "a", id)).isEmpty();
    assertThat(UploadIds.make(BUCKET, "a", 77, new UUID(1, 3))).isNotEqualTo(id);
    assertThat(id).matches("[A-Za-z0-9_-]+");
  }
}

package io.holdall;

import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListingTest {
  private static final ListOptions PAGES_OF_TWO = ListOptions.all().pageSize(2);

  private final MapDriver driver = new MapDriver();
  private final Bucket bucket = driver.bucket();

  @BeforeEach
  void put() {
    for (String key : List.of("a", "b/1", "b/2", "c", "d/1", "e")) {
      bucket.put(key, Body.of(key));
    }
    driver.calls.clear();
  }

  private static List<String> keys(Iterable<BlobInfo> blobs) {
    List<String> keys = new ArrayList<>();
    blobs.forEach(blob -> keys.add(blob.key()));
    return keys;
  }

  @Test
  void allPagesOneAfterTheOther() {
    Listing listing = bucket.list(PAGES_OF_TWO);
    assertThat(driver.calls).as("no I/O before it is iterated").isEmpty();
    assertThat(keys(listing)).containsExactly("a", "b/1", "b/2", "c", "d/1", "e");
    assertThat(driver.calls).hasSize(3);
    assertThat(keys(listing)).as("anew").hasSize(6);
    assertThat(listing.stream().map(BlobInfo::key)).hasSize(6);
    assertThat(listing.pages()).hasSize(3);
    assertThat(listing.stream().isParallel()).isFalse();
  }

  @Test
  void aPageIsFetchedWhenItIsNeeded() {
    Iterator<BlobInfo> blobs = bucket.list(PAGES_OF_TWO).iterator();
    assertThat(driver.calls).isEmpty();
    blobs.next();
    blobs.next();
    assertThat(driver.calls).hasSize(1);
    blobs.next();
    assertThat(driver.calls).hasSize(2);
    assertThat(bucket.list(PAGES_OF_TWO).stream().limit(2).toList()).hasSize(2);
    assertThat(driver.calls).hasSize(3);
  }

  @Test
  void blobsAndPrefixes() {
    Listing folders = bucket.list(PAGES_OF_TWO.delimiter("/"));
    assertThat(keys(folders)).containsExactly("a", "c", "e");
    assertThat(folders.commonPrefixes()).containsExactly("b/", "d/");
    assertThat(folders.entries().map(ListEntry::name)).containsExactly("a", "b/", "c", "d/", "e");
    ListPage page = bucket.listPage(PAGES_OF_TWO.delimiter("/"));
    assertThat(page.blobs()).extracting(BlobInfo::key).containsExactly("a");
    assertThat(page.commonPrefixes()).containsExactly("b/");
    assertThat(keys(bucket.list("b/"))).containsExactly("b/1", "b/2");
    assertThat(keys(bucket.list(ListOptions.all().startAfter("b/2"))))
        .containsExactly("c", "d/1", "e");
    assertThat(keys(bucket.list("nothing"))).isEmpty();
  }

  @Test
  void anIteratorGoesOnAfterAFailureWhereItWas() {
    Iterator<BlobInfo> blobs = bucket.list(PAGES_OF_TWO).iterator();
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      driver.failAt("list", ErrorCode.THROTTLED);
      if (i % 2 == 0) {
        BlobStoreException e = thrown(ErrorCode.THROTTLED, blobs::hasNext);
        assertThat(e).hasMessage("list bucket: made to fail (THROTTLED)");
        thrown(ErrorCode.THROTTLED, blobs::next);
      }
      driver.before = call -> {};
      assertThat(blobs.hasNext()).isTrue();
      seen.add(blobs.next().key());
    }
    assertThat(seen).containsExactly("a", "b/1", "b/2", "c", "d/1", "e");
    assertThat(blobs.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(blobs::next);
  }

  /** A store that gives one page whatever is asked, with tokens that go on for ever. */
  private Bucket repeating(List<ListEntry> entries, Supplier<String> tokens) {
    return BlobStores.of(
            new ForwardingDriver(driver) {
              @Override
              public ListPage list(String name, ListOptions options) {
                return new ListPage(entries, Optional.of(tokens.get()));
              }
            })
        .bucket("bucket");
  }

  @Test
  void aStoreThatRepeatsAPageIsNotAskedForEver() {
    List<ListEntry> page = bucket.listPage(PAGES_OF_TWO).entries();
    AtomicInteger tokens = new AtomicInteger();
    for (Bucket repeating :
        List.of(
            repeating(page, () -> "same"),
            repeating(List.of(), () -> "same"),
            repeating(page, () -> "token " + tokens.incrementAndGet()))) {
      Iterator<ListPage> pages = repeating.list().pages().iterator();
      assertThat(pages.next().entries()).isEqualTo(repeating.listPage(PAGES_OF_TWO).entries());
      assertThat(thrown(ErrorCode.INTERNAL, pages::next)).hasMessageContaining("the same page");
      thrown(ErrorCode.INTERNAL, () -> repeating.list().stream().count());
    }
  }

  /** As S3 does where it has looked through many versions that are deleted. */
  @Test
  void emptyPagesThatGoOnAreGoneOnWith() {
    AtomicInteger tokens = new AtomicInteger();
    Iterator<ListPage> pages =
        repeating(List.of(), () -> "token " + tokens.incrementAndGet()).list().pages().iterator();
    for (int i = 0; i < 5; i++) {
      assertThat(pages.next().entries()).isEmpty();
    }
  }

  @Test
  void aTokenContinuesItsListing() {
    ListPage first = bucket.listPage(PAGES_OF_TWO);
    String token = first.nextToken().orElseThrow();
    assertThat(token).matches("[A-Za-z0-9_-]+");
    ListPage second = bucket.listPage(PAGES_OF_TWO.continueFrom(token).pageSize(3));
    assertThat(second.blobs()).extracting(BlobInfo::key).containsExactly("b/2", "c", "d/1");
    assertThat(keys(bucket.list(PAGES_OF_TWO.continueFrom(token))))
        .containsExactly("b/2", "c", "d/1", "e");
    String last = second.nextToken().orElseThrow();
    assertThat(bucket.listPage(PAGES_OF_TWO.continueFrom(last)).nextToken()).isEmpty();
  }

  @Test
  void aTokenIsGoodForNothingElse() {
    ListOptions asked = ListOptions.under("b/").delimiter("x").startAfter("a").pageSize(1);
    String token = bucket.listPage(asked).nextToken().orElseThrow();
    bucket.listPage(asked.continueFrom(token));
    driver.calls.clear();
    for (ListOptions other :
        List.of(
            ListOptions.under("b").delimiter("x").startAfter("a"),
            ListOptions.under("b/").delimiter("").startAfter("a"),
            ListOptions.under("b/").delimiter("x").startAfter(""),
            ListOptions.under("b/x").delimiter("").startAfter("a"),
            ListOptions.under("b/").delimiter("a").startAfter("x"))) {
      BlobStoreException e =
          thrown(ErrorCode.INVALID_TOKEN, () -> bucket.listPage(other.continueFrom(token)));
      assertThat(e.operation()).isEqualTo(Operation.LIST);
    }
    Bucket elsewhere = bucket.store().bucket("other-bucket");
    thrown(ErrorCode.INVALID_TOKEN, () -> elsewhere.listPage(asked.continueFrom(token)));
    Bucket view = bucket.under("b/");
    thrown(
        ErrorCode.INVALID_TOKEN,
        () -> view.listPage(ListOptions.all().delimiter("x").continueFrom(token)));
    thrown(
        ErrorCode.INVALID_TOKEN,
        () -> bucket.list(PAGES_OF_TWO.continueFrom(token)).iterator().hasNext());
    assertThat(driver.calls).isEmpty();
  }

  @Test
  void garbageIsNoToken() {
    String token = bucket.listPage(PAGES_OF_TWO).nextToken().orElseThrow();
    List<String> wrong =
        new ArrayList<>(
            List.of(
                "", " ", "a", "AAAA", "b/1", "null", "é", token + "A", token + "=", " " + token));
    IntStream.range(0, token.length())
        .forEach(
            i -> {
              char other = token.charAt(i) == 'A' ? 'B' : 'A';
              wrong.add(token.substring(0, i) + other + token.substring(i + 1));
              wrong.add(token.substring(0, i));
            });
    for (String text : wrong) {
      thrown(ErrorCode.INVALID_TOKEN, () -> bucket.listPage(PAGES_OF_TWO.continueFrom(text)));
    }
  }

  @Test
  void tokensOfAnyKey() {
    for (String key : List.of("a", "\u0000", "😀\uFFFF", "\"<&>%", "x".repeat(1024))) {
      String token = ListTokens.wrap("request", key);
      assertThat(token).matches("[A-Za-z0-9_-]+");
      assertThat(ListTokens.unwrap("request", token)).contains(key);
      assertThat(ListTokens.unwrap("other", token)).isEmpty();
    }
  }

  @Test
  void deletesInBatchesOfAThousand() {
    List<String> keys = new ArrayList<>(IntStream.range(0, 2500).mapToObj(i -> "k" + i).toList());
    keys.set(1700, "locked");
    keys.set(2, "a");
    List<DeleteOutcome> outcomes = bucket.deleteAll(keys);
    assertThat(driver.calls).containsExactly("deleteAll 1000", "deleteAll 1000", "deleteAll 500");
    assertThat(outcomes).extracting(DeleteOutcome::key).isEqualTo(keys);
    assertThat(outcomes).filteredOn(o -> o.error().isPresent()).hasSize(1);
    BlobStoreException e = outcomes.get(1700).error().orElseThrow();
    assertThat(e).hasMessage("delete all bucket/locked: it is locked (ACCESS_DENIED)");
    assertThat(bucket.exists("a")).isFalse();
    driver.calls.clear();
    assertThat(bucket.deleteAll(List.of())).isEmpty();
    assertThat(driver.calls).isEmpty();
  }

  @Test
  void anIllegalKeyAnywhereIsRefusedBeforeAnyIsDeleted() {
    Iterable<String> keys =
        () -> IntStream.range(0, 1500).mapToObj(i -> i == 1200 ? "" : "k" + i).iterator();
    assertThatIllegalArgumentException().isThrownBy(() -> bucket.deleteAll(keys));
    assertThat(driver.calls).isEmpty();
  }

  @Test
  void aBatchThatFailsAsAWholeLosesNoOutcome() {
    List<String> keys = IntStream.range(0, 3500).mapToObj(i -> "k" + i).toList();
    bucket.put("k0", Body.empty());
    bucket.put("k1000", Body.empty());
    AtomicInteger batches = new AtomicInteger();
    driver.before =
        call -> {
          if (batches.incrementAndGet() == 2) {
            throw new DriverException(ErrorCode.UNAVAILABLE, "hung up", true, null);
          }
        };
    driver.calls.clear();
    List<DeleteOutcome> outcomes = bucket.deleteAll(keys);
    assertThat(driver.calls).containsExactly("deleteAll 1000", "deleteAll 1000");
    assertThat(driver.blobs).containsKey("k1000").doesNotContainKey("k0");
    assertThat(outcomes).extracting(DeleteOutcome::key).isEqualTo(keys);
    assertThat(outcomes.subList(0, 1000)).allMatch(outcome -> outcome.error().isEmpty());
    assertThat(outcomes.subList(1000, 3500))
        .allSatisfy(
            outcome -> {
              BlobStoreException e = outcome.error().orElseThrow();
              assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(e.isRetryable()).isTrue();
              assertThat(e.key()).contains(outcome.key());
              assertThat(e)
                  .hasMessage("delete all bucket/" + outcome.key() + ": hung up (UNAVAILABLE)");
            });
  }

  @Test
  void aFirstBatchThatFailsAsAWholeIsThrown() {
    driver.failAt("deleteAll", ErrorCode.NO_SUCH_BUCKET);
    thrown(ErrorCode.NO_SUCH_BUCKET, () -> bucket.deleteAll(List.of("a")));
  }
}

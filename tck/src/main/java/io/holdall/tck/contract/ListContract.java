package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobInfo;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.Listing;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.tck.Contract;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.KeySet;
import io.holdall.tck.gen.ListQuery;
import io.holdall.tck.gen.PlainKeys;
import io.holdall.tck.model.ListRules;
import io.holdall.tck.model.ListRules.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** How blobs are listed. */
public interface ListContract extends Contract {

  private static void fill(Bucket bucket, KeySet keys) {
    keys.keys().forEach(key -> bucket.put(key, Body.of("x")));
  }

  @Label("LIST-01 Keys come in UTF-8 byte order")
  @Rule
  default void list01(Sandbox sandbox, @ForAll KeySet keys) {
    Bucket bucket = sandbox.bucket();
    fill(bucket, keys);
    assertThat(Expect.keys(bucket))
        .containsExactlyElementsOf(keys.keys().stream().sorted(ListRules.ORDER).toList());
  }

  @Label("LIST-02 A prefix selects the keys that begin with it, wherever it ends")
  @Rule
  default void list02(Sandbox sandbox, @ForAll PlainKeys plain, @ForAll ListQuery query) {
    Bucket bucket = sandbox.bucket();
    KeySet keys = plain.set();
    fill(bucket, keys);
    String prefix = query.prefix(keys);
    List<String> expected =
        keys.keys().stream().filter(key -> key.startsWith(prefix)).sorted(ListRules.ORDER).toList();
    assertThat(bucket.list(prefix).stream().map(BlobInfo::key)).containsExactlyElementsOf(expected);
  }

  @Label(
      "LIST-03 Keys that hold the delimiter behind the prefix are rolled up to and with its first occurrence")
  @Rule(also = {"LIST-04", "LIST-06"})
  default void list03(Sandbox sandbox, @ForAll PlainKeys plain, @ForAll ListQuery query) {
    Bucket bucket = sandbox.bucket();
    KeySet keys = plain.set();
    fill(bucket, keys);
    ListOptions options = ListOptions.under(query.prefix(keys)).delimiter("/");
    assertThat(Pages.entries(bucket, options))
        .containsExactlyElementsOf(ListRules.entries(keys.keys(), options));
  }

  @Label("LIST-03a Any character can be the delimiter")
  @Rule(needs = Feature.ANY_DELIMITER)
  default void list03a(Sandbox sandbox, @ForAll PlainKeys plain, @ForAll ListQuery query) {
    Bucket bucket = sandbox.bucket();
    KeySet keys = plain.set();
    fill(bucket, keys);
    ListOptions options = ListOptions.under(query.prefix(keys)).delimiter(query.anyDelimiter(keys));
    assertThat(Pages.entries(bucket, options))
        .containsExactlyElementsOf(ListRules.entries(keys.keys(), options));
  }

  @Label(
      "LIST-05 Pages hold no more entries than asked for, common prefixes counted once, and together hold all")
  @Rule(also = {"LIST-06", "LIST-08"})
  default void list05(Sandbox sandbox, @ForAll PlainKeys plain, @ForAll ListQuery query) {
    Bucket bucket = sandbox.bucket();
    KeySet keys = plain.set();
    fill(bucket, keys);
    for (ListOptions every :
        List.of(
            ListOptions.all().delimiter("/"),
            ListOptions.under(query.prefix(keys)).delimiter(query.slash()))) {
      ListOptions options = every.pageSize(query.pageSize());
      assertThat(Pages.entries(bucket, options))
          .containsExactlyElementsOf(ListRules.entries(keys.keys(), options));
    }
  }

  @Label(
      "LIST-05a However many keys a common prefix stands for, a listing shows it once and goes on")
  @Rule(also = "LIST-08", effort = Effort.COSTLY)
  default void list05a(Sandbox sandbox) {
    Bucket bucket = sandbox.quietBucket();
    List<String> keys = new ArrayList<>(List.of("a", "c/1", "d"));
    if (sandbox.has(Feature.ANY_KEY)) {
      keys.add("b");
    }
    sandbox.note("// blobs were put: " + String.join(", ", keys) + ", and b/000 to b/119");
    for (int i = 0; i < 120; i++) {
      keys.add(String.format(Locale.ROOT, "b/%03d", i));
    }
    keys.forEach(key -> bucket.put(key, Body.of("x")));
    for (int pageSize : List.of(1, 2, 3, 1000)) {
      ListOptions options = ListOptions.all().delimiter("/").pageSize(pageSize);
      assertThat(Pages.entries(sandbox.bucket(), options))
          .containsExactlyElementsOf(ListRules.entries(keys, options));
    }
  }

  @Label("LIST-07 A listing of more than a thousand blobs is complete")
  @Rule(effort = Effort.HEAVY)
  default void list07(Sandbox sandbox) {
    Bucket bucket = sandbox.quietBucket();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 1003; i++) {
      String key = String.format(Locale.ROOT, "key-%04d", i);
      bucket.put(key, Body.of("x"));
      expected.add(key);
    }
    sandbox.note("// 1003 blobs were put, key-0000 to key-1002");
    assertThat(Expect.keys(sandbox.bucket())).containsExactlyElementsOf(expected);
    assertThat(bucket.listPage(ListOptions.all()).entries())
        .as("the first page")
        .hasSizeLessThanOrEqualTo(1000);
  }

  @Label("LIST-11 An entry tells the size, ETag and time that head tells")
  @Rule
  default void list11(Sandbox sandbox, @ForAll KeySet keys) {
    Bucket bucket = sandbox.bucket();
    keys.keys().forEach(key -> bucket.put(key, Body.of(key)));
    bucket
        .list()
        .forEach(
            listed ->
                assertThat(Expect.withoutChecksum(listed))
                    .isEqualTo(Expect.withoutChecksum(bucket.head(listed.key()).info())));
  }

  @Label(
      "LIST-11a An entry tells the algorithm of the blob's checksum, and what it is computed over")
  @Rule(
      also = "CHK-10",
      needs = {Feature.CHECKSUM_CRC32C, Feature.CHECKSUM_SHA256, Feature.MULTIPART})
  default void list11a(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("full", Body.of("x"), PutOptions.defaults().checksum(ChecksumAlgorithm.CRC32C));
    MultipartUpload upload =
        bucket.startUpload("parts", PutOptions.defaults().checksum(ChecksumAlgorithm.SHA256));
    upload.complete(List.of(upload.uploadPart(1, Body.of("x"))));
    List<BlobInfo> listed = bucket.list().stream().toList();
    assertThat(listed).extracting(BlobInfo::key).containsExactly("full", "parts");
    assertThat(listed)
        .extracting(BlobInfo::checksumAlgorithm)
        .containsExactly(
            Optional.of(ChecksumAlgorithm.CRC32C), Optional.of(ChecksumAlgorithm.SHA256));
    assertThat(listed)
        .extracting(BlobInfo::checksumType)
        .containsExactly(
            Optional.of(ChecksumType.FULL_OBJECT), Optional.of(ChecksumType.COMPOSITE));
  }

  @Label(
      "LIST-13 What is written while pages are fetched shows if it lies ahead, and what stays is shown once")
  @Rule(effort = Effort.MODERATE)
  default void list13(
      Sandbox sandbox, @ForAll PlainKeys plain, @ForAll @IntRange(min = 1, max = 3) int pageSize) {
    Bucket bucket = sandbox.bucket();
    KeySet keys = plain.set();
    fill(bucket, keys);
    ListOptions options = ListOptions.all().pageSize(pageSize);
    ListPage first = bucket.listPage(options);
    if (first.nextToken().isEmpty()) {
      return;
    }
    String ahead = keys.keys().stream().max(ListRules.ORDER).orElseThrow() + "\uDBFF\uDFFF";
    bucket.put(ahead, Body.of("x"));
    List<String> names = Pages.from(first, bucket, options).stream().map(Entry::name).toList();
    List<String> expected = new ArrayList<>(keys.keys());
    expected.add(ahead);
    expected.sort(ListRules.ORDER);
    assertThat(names).containsExactlyElementsOf(expected);
  }

  @Label("LIST-20 A listing is the model's, for any prefix, delimiter, start and page size")
  @Rule(also = {"LIST-01", "LIST-02", "LIST-03", "LIST-05", "LIST-21", "LIST-22", "LIST-23"})
  default void list20(Sandbox sandbox, @ForAll KeySet keys, @ForAll ListQuery query) {
    Bucket bucket = sandbox.bucket();
    fill(bucket, keys);
    ListOptions options =
        ListOptions.under(query.prefix(keys))
            .delimiter(
                sandbox.has(Feature.ANY_DELIMITER) ? query.anyDelimiter(keys) : query.slash())
            .startAfter(query.startAfter(keys))
            .pageSize(query.pageSize());
    assertThat(Pages.entries(bucket, options))
        .containsExactlyElementsOf(ListRules.entries(keys.keys(), options));
  }

  @Label(
      "LIST-23 start-after is exclusive, need not exist, and hides a common prefix that is not greater")
  @Rule(also = {"LIST-43", "LIST-44"})
  default void list23(Sandbox sandbox, @ForAll PlainKeys plain, @ForAll ListQuery query) {
    Bucket bucket = sandbox.bucket();
    KeySet keys = plain.set();
    fill(bucket, keys);
    ListOptions options =
        ListOptions.all().delimiter(query.slash()).startAfter(query.startAfter(keys));
    assertThat(Pages.entries(bucket, options))
        .containsExactlyElementsOf(ListRules.entries(keys.keys(), options));
  }

  @Label("LIST-25 A token that is none is refused")
  @Rule
  default void list25(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("a", Body.of("x"));
    bucket.put("b", Body.of("x"));
    for (String token : List.of("", "a", "garbage", "\u00E9", "1".repeat(200))) {
      Expect.fails(
          ErrorCode.INVALID_TOKEN,
          () -> bucket.listPage(ListOptions.all().pageSize(1).continueFrom(token)));
    }
  }

  @Label("API-05 A token is good for the listing that it was given for, and for no other")
  @Rule
  default void api05(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    for (String key : List.of("a/1", "a/2", "a/3", "b/1")) {
      bucket.put(key, Body.of("x"));
    }
    ListOptions options = ListOptions.under("a").pageSize(1);
    ListPage first = bucket.listPage(options);
    String token = first.nextToken().orElseThrow();
    for (ListOptions other :
        List.of(
            ListOptions.all().pageSize(1),
            ListOptions.under("a/").pageSize(1),
            options.delimiter("/"),
            options.startAfter("a/1"))) {
      Expect.fails(ErrorCode.INVALID_TOKEN, () -> bucket.listPage(other.continueFrom(token)));
    }
    Bucket another = sandbox.another();
    another.put("a/1", Body.of("x"));
    Expect.fails(ErrorCode.INVALID_TOKEN, () -> another.listPage(options.continueFrom(token)));
    assertThat(Pages.from(first, bucket, options).stream().map(Entry::name))
        .containsExactly("a/1", "a/2", "a/3");
  }

  @Label("API-04 Every way of walking through a listing shows the same, and each starts anew")
  @Rule(effort = Effort.MODERATE)
  default void api04(
      Sandbox sandbox, @ForAll PlainKeys plain, @ForAll @IntRange(min = 1, max = 4) int pageSize) {
    Bucket bucket = sandbox.bucket();
    KeySet keys = plain.set();
    Listing listing = bucket.list(ListOptions.all().delimiter("/").pageSize(pageSize));
    assertThat(listing.stream()).isEmpty();
    fill(bucket, keys);
    List<Entry> expected = ListRules.entries(keys.keys(), ListOptions.all().delimiter("/"));
    List<String> blobs = expected.stream().filter(it -> !it.isPrefix()).map(Entry::name).toList();
    List<String> prefixes = expected.stream().filter(Entry::isPrefix).map(Entry::name).toList();
    for (int i = 0; i < 2; i++) {
      assertThat(listing.entries().map(Pages::entry)).containsExactlyElementsOf(expected);
      assertThat(listing.stream().map(BlobInfo::key)).containsExactlyElementsOf(blobs);
      assertThat(listing.commonPrefixes()).containsExactlyElementsOf(prefixes);
      assertThat(listing).extracting(BlobInfo::key).containsExactlyElementsOf(blobs);
      assertThat(listing.pages().flatMap(page -> page.entries().stream()).map(Pages::entry))
          .containsExactlyElementsOf(expected);
    }
  }
}

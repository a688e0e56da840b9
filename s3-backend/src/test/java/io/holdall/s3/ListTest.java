package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobInfo;
import io.holdall.BlobStoreException;
import io.holdall.ChecksumAlgorithm;
import io.holdall.ChecksumType;
import io.holdall.ErrorCode;
import io.holdall.Keys;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListTest extends WireTest {
  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  private static String contents(String key, String etag) {
    return "<Contents><Key>%s</Key><LastModified>2022-10-12T17:50:00.123Z</LastModified><ETag>%s</ETag><Size>3</Size></Contents>"
        .formatted(encoded(key), etag);
  }

  private static String contents(String key) {
    return contents(key, "&quot;" + Fixtures.ETAG + "&quot;");
  }

  private static String page(String inside) {
    return "<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>%s</ListBucketResult>"
        .formatted(inside);
  }

  @Test
  void readsEveryKey() {
    TreeSet<String> keys = new TreeSet<>(Keys.UTF8_ORDER);
    for (int c = 1; c < 0x300; c++) {
      keys.add("a" + (char) c + "b");
    }
    keys.addAll(
        List.of(
            "a+b", "a b", "a%2Fb", "%", "/", "//", "😀", "\uFFFE", "\uFFFF", "a&amp;b", " ",
            "\r\n"));
    StringBuilder contents = new StringBuilder();
    keys.forEach(key -> contents.append(contents(key)));
    server.thenXml(200, page(contents.toString()));
    ListPage page = bucket.listPage(ListOptions.all());
    assertThat(page.blobs().stream().map(BlobInfo::key)).containsExactlyElementsOf(keys);
    assertThat(page.nextToken()).isEmpty();
    BlobInfo first = page.blobs().get(0);
    assertThat(first.size()).isEqualTo(3);
    assertThat(first.etag().value()).isEqualTo(Fixtures.ETAG);
    assertThat(first.lastModified()).isEqualTo("2022-10-12T17:50:00Z");
    assertThat(server.only().target()).contains("list-type=2").contains("encoding-type=url");
  }

  @Test
  void readsWhatIsToldOfChecksums() {
    server.thenXml(
        200,
        page(
            told(
                    "a-both",
                    "<ChecksumAlgorithm>SHA256</ChecksumAlgorithm><ChecksumType>COMPOSITE</ChecksumType>")
                + told("b-algorithm", "<ChecksumAlgorithm>CRC32C</ChecksumAlgorithm>")
                + told(
                    "c-unknown",
                    "<ChecksumAlgorithm>XXHASH3</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType>")
                + told("d-neither", "")));
    List<BlobInfo> blobs = bucket.listPage(ListOptions.all()).blobs();
    assertThat(blobs.get(0).checksumAlgorithm()).contains(ChecksumAlgorithm.SHA256);
    assertThat(blobs.get(0).checksumType()).contains(ChecksumType.COMPOSITE);
    assertThat(blobs.get(1).checksumAlgorithm()).contains(ChecksumAlgorithm.CRC32C);
    assertThat(blobs.subList(1, 4)).allMatch(blob -> blob.checksumType().isEmpty());
    assertThat(blobs.subList(2, 4)).allMatch(blob -> blob.checksumAlgorithm().isEmpty());
  }

  private static String told(String key, String checksum) {
    return contents(key).replace("<Size>", checksum + "<Size>");
  }

  /** What is listed may be deleted next: each entry is looked at, those in the middle too. */
  @ParameterizedTest
  @CsvSource({
    "ab ax ac, 'the store lists \"ac\" behind \"ax\"'",
    "ab ab, 'the store lists \"ab\" behind \"ab\"'",
    "a ab, 'the store lists \"a\" behind \"a\"'",
    "ab b ac, 'with \"b\", which does not begin with \"a\"'"
  })
  void whatWasNotAskedForIsRefused(String keys, String complaint) {
    StringBuilder contents = new StringBuilder();
    List.of(keys.split(" ")).forEach(key -> contents.append(contents(key)));
    server.thenXml(200, page(contents.toString()));
    assertThat(Fixtures.failure(() -> bucket.listPage(ListOptions.under("a").startAfter("a"))))
        .hasMessageContaining(complaint)
        .returns(ErrorCode.INTERNAL, BlobStoreException::code);
  }

  @Test
  void soArePrefixesAndUploadsThatWereNotAskedFor() {
    String foreign = "<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>";
    server.thenXml(200, page(contents("a") + foreign + contents("ab")));
    assertThat(Fixtures.failure(() -> bucket.listPage(ListOptions.under("a").delimiter("/"))))
        .hasMessageContaining("\"b/\", which does not begin with \"a\"");
    for (String page : List.of(uploads("b"), uploads("a").replace("</List", foreign + "</List"))) {
      server.thenXml(200, page);
      assertThat(Fixtures.failure(() -> bucket.listUploads(UploadListOptions.under("a"))))
          .hasMessageContaining("does not begin with \"a\"")
          .returns(ErrorCode.INTERNAL, BlobStoreException::code);
    }
  }

  /** Some vendors do not encode what they repeat of the request. */
  @Test
  void doesNotReadTheEchoOfItsRequest() {
    server.thenXml(
        200,
        page(
            "<Prefix>100%</Prefix><StartAfter>%zz</StartAfter><Delimiter>%</Delimiter>"
                + contents("100%x")));
    assertThat(
            bucket.listPage(ListOptions.under("100%").startAfter("%zz").delimiter("%")).entries())
        .hasSize(1);
    assertThat(server.only().target())
        .contains("prefix=100%25")
        .contains("start-after=%25zz")
        .contains("delimiter=%25");
  }

  @Test
  void keysThatAreNotEncodedAreTakenAsTheyAre() {
    server.thenXml(
        200,
        page(contents("a"))
            .replace("<EncodingType>url</EncodingType>", "")
            .replace("<Key>a<", "<Key>a%41+<"));
    assertThat(bucket.listPage(ListOptions.all()).blobs().get(0).key()).isEqualTo("a%41+");
  }

  @Test
  void mergesPrefixesAmongBlobs() {
    server.thenXml(
        200,
        page(
            contents("a")
                + contents("b/")
                + contents("\uFF61")
                + contents("😀")
                + "<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>"
                + "<CommonPrefixes><Prefix>%F0%9F%98%81/</Prefix></CommonPrefixes>"));
    assertThat(
            bucket.listPage(ListOptions.all().delimiter("/")).entries().stream()
                .map(ListEntry::name))
        .containsExactly("a", "a/", "b/", "\uFF61", "😀", "😁/");
  }

  @Test
  void goesOnWhereThePageEnded() {
    server.thenXml(
        200,
        page(contents("a") + "<NextContinuationToken>t+/= 1</NextContinuationToken>")
            .replace(">false<", ">true<"));
    server.thenXml(200, page(contents("b")));
    assertThat(bucket.list(ListOptions.under("").pageSize(7).startAfter("0")).stream()).hasSize(2);
    assertThat(server.requests().get(0).target()).contains("max-keys=7").contains("start-after=0");
    assertThat(server.last().target())
        .contains("continuation-token=t%2B%2F%3D%201")
        .doesNotContain("start-after");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<NextContinuationToken></NextContinuationToken>"})
  void aListingThatCannotBeGoneOnWithIsNotTakenForAWholeOne(String token) {
    server.thenXml(200, page(contents("a") + token).replace(">false<", ">true<"));
    assertThat(Fixtures.failure(() -> bucket.list().stream().count()).code())
        .isEqualTo(ErrorCode.CORRUPT);
  }

  @Test
  void aTokenThatTheServerDoesNotKnow() {
    server.thenXml(
        200,
        page(contents("a") + "<NextContinuationToken>t</NextContinuationToken>")
            .replace(">false<", ">true<"));
    String token = bucket.listPage(ListOptions.all()).nextToken().orElseThrow();
    server.thenError(400, "InvalidArgument");
    assertThat(
            Fixtures.failure(() -> bucket.listPage(ListOptions.all().continueFrom(token))).code())
        .isEqualTo(ErrorCode.INVALID_TOKEN);
    server.thenError(400, "InvalidArgument");
    assertThat(Fixtures.failure(() -> bucket.listPage(ListOptions.all())).code())
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void aBlobWithoutAnETagIsLookedAt() {
    server.thenXml(200, page(contents("a", "") + contents("b", "&quot;&quot;")));
    server.then(
        exchange ->
            exchange.head(200, 4, "ETag: \"x\"", "Last-Modified: Wed, 12 Oct 2022 17:50:00 GMT"));
    server.then(404).thenError(404, "NoSuchKey");
    List<BlobInfo> blobs = bucket.listPage(ListOptions.all()).blobs();
    assertThat(blobs).hasSize(1);
    assertThat(blobs.get(0).etag().value()).isEqualTo("x");
    assertThat(blobs.get(0).size()).isEqualTo(4);
  }

  // ---- uploads

  @Test
  void listsUploads() {
    server.thenXml(
        200,
        """
        <ListMultipartUploadsResult><EncodingType>url</EncodingType><KeyMarker>100%</KeyMarker>
        <NextKeyMarker>%</NextKeyMarker><NextUploadIdMarker/><IsTruncated>true</IsTruncated>
        <Upload><Key>a%2Bb</Key><UploadId>u1</UploadId><Initiated>2022-10-12T17:50:00.500Z</Initiated></Upload>
        <CommonPrefixes><Prefix>c%01/</Prefix></CommonPrefixes></ListMultipartUploadsResult>
        """);
    UploadPage page = bucket.listUploads(new UploadListOptions("", "/", "100%", "u0", 2));
    assertThat(page.uploads().get(0).key()).isEqualTo("a+b");
    assertThat(page.uploads().get(0).initiatedAt()).isEqualTo("2022-10-12T17:50:00Z");
    assertThat(page.commonPrefixes()).containsExactly("c\u0001/");
    // MPU-55: the markers are empty, and still there is more.
    assertThat(page.truncated()).isTrue();
    assertThat(server.only().target())
        .contains("key-marker=100%25")
        .contains("upload-id-marker=u0")
        .contains("max-uploads=2")
        .contains("encoding-type=url");
  }

  private static String uploads(String key) {
    return "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated><Upload><Key>"
        + key
        + "</Key><UploadId>u1</UploadId><Initiated>2022-10-12T17:50:00.500Z</Initiated></Upload>"
        + "</ListMultipartUploadsResult>";
  }

  @Test
  void keysOfUploadsThatMayBeEncodedAreAskedForAsTheyAre() {
    server.thenXml(200, uploads("a%2525")).thenXml(200, uploads("a%25"));
    UploadPage page = bucket.listUploads(new UploadListOptions("", "", "", "", 2));
    assertThat(page.uploads().get(0).key()).isEqualTo("a%25");
    assertThat(server.requests()).hasSize(2);
    assertThat(server.last().target()).doesNotContain("encoding-type");
  }

  @Test
  void plainKeysOfUploadsAreAskedForOnce() {
    server.thenXml(200, uploads("a/b"));
    UploadPage page = bucket.listUploads(new UploadListOptions("", "", "", "", 2));
    assertThat(page.uploads().get(0).key()).isEqualTo("a/b");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anUploadMarkerNeedsAKey() {
    server.thenXml(
        200,
        "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>");
    bucket.listUploads(new UploadListOptions("", "", "", "u0", 2));
    assertThat(server.only().target()).doesNotContain("u0");
  }
}

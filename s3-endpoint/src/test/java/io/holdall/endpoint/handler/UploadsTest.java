package io.holdall.endpoint.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobAttributes;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.endpoint.FailingInputStream;
import io.holdall.endpoint.Wire;
import io.holdall.endpoint.Wire.Answer;
import io.holdall.endpoint.http.Headers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsTest {
  private final Wire wire = new Wire();
  private Bucket bucket;

  @BeforeEach
  void make() {
    bucket = wire.bucket("bucket");
  }

  private String start(String key, String... headers) {
    return wire.send("POST", "/bucket/" + key + "?uploads", headers).is(200).text("UploadId");
  }

  private String part(String key, String id, int number, String body) {
    return wire.send("PUT", "/bucket/" + key + "?partNumber=" + number + "&uploadId=" + id, body)
        .is(200)
        .header("ETag");
  }

  private static String list(String... parts) {
    return "<CompleteMultipartUpload>" + String.join("", parts) + "</CompleteMultipartUpload>";
  }

  private static String listed(int number, String etag) {
    return "<Part><PartNumber>" + number + "</PartNumber><ETag>" + etag + "</ETag></Part>";
  }

  @Test
  void uploadsInParts() {
    Answer started =
        wire.send(
                "POST",
                "/bucket/a%20b?uploads",
                "Content-Type",
                "text/plain",
                "x-amz-meta-m",
                "1",
                "x-amz-tagging",
                "t=1")
            .is(200);
    String id = started.text("UploadId");
    assertThat(started.document())
        .isEqualTo(
            "<InitiateMultipartUploadResult><Bucket>bucket</Bucket><Key>a b</Key><UploadId>"
                + id
                + "</UploadId></InitiateMultipartUploadResult>");
    String first = part("a%20b", id, 1, "hello");
    String third = part("a%20b", id, 3, "w");
    assertThat(first).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    // MPU-31, MPU-36: gaps, and tags with and without quotes
    Answer completed =
        wire.send(
                "POST",
                "/bucket/a%20b?uploadId=" + id,
                list(listed(1, first), listed(3, third.replace("\"", ""))))
            .is(200);
    assertThat(completed.text("Location")).isEqualTo("http://localhost:9000/bucket/a%20b");
    assertThat(locationByHost(wire, "bucket.localhost:9000"))
        .isEqualTo("http://bucket.localhost:9000/c%20d/%C3%A4");
    assertThat(completed.text("Bucket")).isEqualTo("bucket");
    assertThat(completed.text("Key")).isEqualTo("a b");
    assertThat(completed.text("ETag")).endsWith("-2&quot;");
    assertThat(completed.text("ChecksumCRC64NVME")).hasSize(12);
    assertThat(completed.text("ChecksumType")).isEqualTo("FULL_OBJECT");
    BlobAttributes made = bucket.head("a b");
    assertThat(made.contentType()).isEqualTo("text/plain");
    assertThat(made.metadata().asMap()).isEqualTo(Map.of("m", "1"));
    assertThat(bucket.tags("a b").asMap()).isEqualTo(Map.of("t", "1"));
    assertThat(bucket.getString("a b")).isEqualTo("hellow");
    // MPU-38
    assertThat(
            wire.send("POST", "/bucket/a%20b?uploadId=" + id, list(listed(1, first)))
                .is(404, "NoSuchUpload")
                .text("UploadId"))
        .isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "CRC32, '', COMPOSITE",
    "crc32c, FULL_OBJECT, FULL_OBJECT",
    "CRC64NVME, '', FULL_OBJECT",
    "SHA256, composite, COMPOSITE"
  })
  void agreesOnAChecksum(String algorithm, String type, String agreed) {
    // CHK-21
    String[] headers =
        type.isEmpty()
            ? new String[] {"x-amz-checksum-algorithm", algorithm}
            : new String[] {"x-amz-checksum-algorithm", algorithm, "x-amz-checksum-type", type};
    Answer answer = wire.send("POST", "/bucket/key?uploads", headers).is(200);
    assertThat(answer.header("x-amz-checksum-algorithm")).isEqualToIgnoringCase(algorithm);
    assertThat(answer.header("x-amz-checksum-type")).isEqualTo(agreed);
  }

  @Test
  void refusesWhatNoUploadCanHave() {
    // CHK-22
    wire.send("POST", "/bucket/k?uploads", "x-amz-checksum-type", "COMPOSITE")
        .is(400, "InvalidRequest");
    assertThat(
            wire.send(
                    "POST",
                    "/bucket/k?uploads",
                    "x-amz-checksum-algorithm",
                    "SHA1",
                    "x-amz-checksum-type",
                    "FULL_OBJECT")
                .is(400, "InvalidRequest")
                .text("Message"))
        .isEqualTo(
            "The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm.");
    wire.send("POST", "/bucket/k?uploads", "x-amz-checksum-algorithm", "MD4")
        .is(400, "InvalidRequest");
    wire.send("POST", "/bucket/k?uploads", "If-None-Match", "*").is(501, "NotImplemented");
    wire.send("POST", "/bucket/k?uploads", "x-amz-storage-class", "GLACIER")
        .is(501, "NotImplemented");
    wire.send("POST", "/none/k?uploads").is(404, "NoSuchBucket");
  }

  @Test
  void refusesToComplete() {
    String id = start("key");
    String first = part("key", id, 1, "hello");
    String second = part("key", id, 2, "x");
    part("key", id, 3, "y");
    String target = "/bucket/key?uploadId=" + id;
    // MPU-32 to MPU-35
    assertThat(
            wire.send("POST", target, list(listed(2, second), listed(1, first)))
                .is(400, "InvalidPartOrder")
                .text("UploadId"))
        .isEqualTo(id);
    assertThat(
            wire.send("POST", target, list(listed(1, second)))
                .is(400, "InvalidPart")
                .text("UploadId"))
        .isEqualTo(id);
    assertThat(
            wire.send("POST", target, list(listed(7, first)))
                .is(400, "InvalidPart")
                .text("Message"))
        // The client says itself what it was about.
        .doesNotContain("bucket/key", "(INVALID_PART)");
    wire.send("POST", target, list(listed(0, first))).is(400, "InvalidPart");
    wire.send("POST", target, list(listed(10_001, first))).is(400, "InvalidPart");
    wire.send("POST", target, list(listed(1, "\"\""))).is(400, "InvalidPart");
    wire.send("POST", target, list(listed(1, first), listed(2, second), listed(3, "x"))).is(400);
    wire.send("POST", target, "").is(400, "InvalidRequest");
    wire.send("POST", target, "<CompleteMultipartUpload/>").is(400, "MalformedXML");
    wire.send("POST", target, list(listed(1, first)), "Content-MD5", "kAFQmDzST7DWlj99KOF/cg==")
        .is(400, "BadDigest");
    assertThat(bucket.exists("key")).isFalse();
    wire.send("POST", target, list(listed(1, first))).is(200);
  }

  @Test
  void completesWhatIsDeclared() {
    String id =
        start("key", "x-amz-checksum-algorithm", "CRC32", "x-amz-checksum-type", "FULL_OBJECT");
    String target = "/bucket/key?uploadId=" + id;
    Answer part = wire.send("PUT", target + "&partNumber=1", "abc").is(200);
    // MPU-05
    assertThat(part.header("x-amz-checksum-crc32")).isEqualTo("NSRBwg==");
    String whole = list(listed(1, part.header("ETag")));
    // CHK-27, CHK-28, CHK-30
    wire.send("POST", target, whole, "x-amz-checksum-crc32", "AAAAAA==").is(400, "BadDigest");
    wire.send(
            "POST",
            target,
            whole,
            "x-amz-checksum-crc32",
            "NSRBwg==",
            "x-amz-checksum-type",
            "COMPOSITE")
        .is(400, "InvalidRequest");
    wire.send("POST", target, whole, "x-amz-checksum-type", "COMPOSITE").is(400, "InvalidRequest");
    wire.send("POST", target, whole, "x-amz-mp-object-size", "4").is(400, "InvalidRequest");
    wire.send(
            "POST",
            target,
            list(
                "<Part><PartNumber>1</PartNumber><ETag>x</ETag><ChecksumCRC32>??</ChecksumCRC32></Part>"))
        .is(400, "InvalidPart");
    assertThat(bucket.exists("key")).isFalse();
    Answer done =
        wire.send(
                "POST",
                target,
                whole,
                "x-amz-checksum-crc32",
                "NSRBwg==",
                "x-amz-checksum-type",
                "FULL_OBJECT",
                "x-amz-mp-object-size",
                "3")
            .is(200);
    assertThat(done.text("ChecksumCRC32")).isEqualTo("NSRBwg==");
  }

  @Test
  void completesOnCondition() {
    bucket.put("key", Body.of("old"));
    String id = start("key");
    String etag = part("key", id, 1, "new");
    String target = "/bucket/key?uploadId=" + id;
    assertThat(
            wire.send("POST", target, list(listed(1, etag)), "If-None-Match", "*")
                .is(412, "PreconditionFailed")
                .text("Condition"))
        .isEqualTo("If-None-Match");
    wire.send("POST", target, list(listed(1, etag)), "If-Match", bucket.head("key").etag().quoted())
        .is(200);
  }

  @Test
  void aborts() {
    String id = start("key");
    // MPU-02, MPU-50
    wire.send("DELETE", "/bucket/other?uploadId=" + id).is(404, "NoSuchUpload");
    wire.send("DELETE", "/bucket/key?uploadId=" + id, "x-amz-if-match-initiated-time", "x")
        .is(501, "NotImplemented");
    wire.send("DELETE", "/bucket/key?uploadId=" + id).is(204);
    wire.send("DELETE", "/bucket/key?uploadId=" + id).is(404, "NoSuchUpload");
    wire.send("PUT", "/bucket/key?partNumber=1&uploadId=" + id, "x").is(404, "NoSuchUpload");
    wire.send("GET", "/bucket/key?uploadId=").is(404, "NoSuchUpload");
  }

  // ---- parts

  @ParameterizedTest(name = "MPU-04: {0}")
  @ValueSource(strings = {"0", "10001", "x", ""})
  void refusesOtherNumbers(String number) {
    String id = start("key");
    wire.send("PUT", "/bucket/key?partNumber=" + number + "&uploadId=" + id, "x")
        .is(400, "InvalidArgument");
    wire.send("PUT", "/bucket/key?uploadId=" + id, "x").is(400, "InvalidArgument");
  }

  @Test
  void comparesDigestsOfParts() {
    // MPU-09, CHK-24
    String id = start("key");
    String target = "/bucket/key?partNumber=1&uploadId=" + id;
    wire.send("PUT", target, "abc", "Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==").is(400, "BadDigest");
    wire.send("PUT", target, "abc", "x-amz-checksum-crc32", "AAAAAA==").is(400, "BadDigest");
    Answer part = wire.send("PUT", target, "abc", "x-amz-checksum-crc32", "NSRBwg==").is(200);
    assertThat(part.header("x-amz-checksum-crc32")).isEqualTo("NSRBwg==");
    assertThat(wire.send("PUT", target, "abc").is(200).headers().names())
        .noneMatch(name -> name.startsWith("x-amz-checksum"));
  }

  @Test
  void refusesOtherChecksumsThanTheUploadWants() {
    // CHK-23
    String id = start("key", "x-amz-checksum-algorithm", "SHA256");
    String target = "/bucket/key?partNumber=1&uploadId=" + id;
    Answer refused =
        wire.send("PUT", target, "abc", "x-amz-checksum-crc32", "NSRBwg==")
            .is(400, "InvalidRequest");
    assertThat(refused.text("Message"))
        .isEqualTo(
            "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32");
    Headers trailer =
        Headers.of(
            "x-amz-trailer", "x-amz-checksum-crc32",
            "x-amz-decoded-content-length", "3",
            "Transfer-Encoding", "chunked");
    wire.sign(
            Wire.request("PUT", target, trailer, new FailingInputStream()),
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
        .is(400, "InvalidRequest");
    assertThat(wire.send("GET", "/bucket/key?uploadId=" + id).body()).doesNotContain("<Part>");
  }

  @Test
  void copiesParts() {
    bucket.put("source", Body.of("0123456789"));
    String id = start("key");
    String target = "/bucket/key?partNumber=1&uploadId=" + id;
    String source = "x-amz-copy-source";
    String range = "x-amz-copy-source-range";
    Answer answer = wire.send("PUT", target, source, "bucket/source", range, "bytes=2-6").is(200);
    assertThat(answer.document())
        .matches(
            "<CopyPartResult><ETag>&quot;[0-9a-f]{32}&quot;</ETag><LastModified>2026-03-01T12:00:00.000Z</LastModified></CopyPartResult>");
    String etag = answer.text("ETag").replace("&quot;", "");
    wire.send("PUT", target, source, "bucket/source", range, "bytes=2-").is(400, "InvalidArgument");
    wire.send("PUT", target, source, "bucket/source", range, "bytes=2-10")
        .is(400, "InvalidArgument");
    wire.send("PUT", target, source, "bucket/source", source + "-if-match", "x")
        .is(412, "PreconditionFailed");
    assertThat(wire.send("PUT", target, source, "bucket/none").is(404, "NoSuchKey").text("Key"))
        .isEqualTo("none");
    assertThat(
            wire.send("PUT", target, source, "nobucket/none")
                .is(404, "NoSuchBucket")
                .text("BucketName"))
        .isEqualTo("nobucket");
    wire.send("POST", "/bucket/key?uploadId=" + id, list(listed(1, etag))).is(200);
    assertThat(bucket.getString("key")).isEqualTo("23456");
  }

  @Test
  void listsParts() {
    String id = start("key", "x-amz-checksum-algorithm", "CRC32");
    String first = part("key", id, 1, "abc");
    part("key", id, 4, "xyz");
    String target = "/bucket/key?uploadId=" + id;
    // MPU-51
    Answer page = wire.send("GET", target + "&max-parts=1").is(200);
    assertThat(page.document())
        .isEqualTo(
            "<ListPartsResult><Bucket>bucket</Bucket><Key>key</Key><UploadId>"
                + id
                + "</UploadId>"
                + "<Initiator><ID>"
                + "0".repeat(64)
                + "</ID></Initiator>"
                + "<Owner><ID>"
                + "0".repeat(64)
                + "</ID></Owner>"
                + "<StorageClass>STANDARD</StorageClass><PartNumberMarker>0</PartNumberMarker>"
                + "<NextPartNumberMarker>1</NextPartNumberMarker><MaxParts>1</MaxParts>"
                + "<IsTruncated>true</IsTruncated><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>COMPOSITE</ChecksumType>"
                + "<Part><PartNumber>1</PartNumber><LastModified>2026-03-01T12:00:00.000Z</LastModified>"
                + "<ETag>"
                + first.replace("\"", "&quot;")
                + "</ETag><Size>3</Size>"
                + "<ChecksumCRC32>NSRBwg==</ChecksumCRC32></Part></ListPartsResult>");
    Answer rest = wire.send("GET", target + "&part-number-marker=1").is(200);
    assertThat(rest.text("PartNumber")).isEqualTo("4");
    assertThat(rest.text("NextPartNumberMarker")).isEqualTo("4");
    assertThat(rest.text("IsTruncated")).isEqualTo("false");
    // MPU-52
    assertThat(wire.send("GET", target + "&part-number-marker=&max-parts=").text("MaxParts"))
        .isEqualTo("1000");
    Answer none = wire.send("GET", target + "&max-parts=0").is(200);
    assertThat(none.body()).doesNotContain("<Part>").contains("<IsTruncated>false</IsTruncated>");
    Answer behind = wire.send("GET", target + "&part-number-marker=4").is(200);
    assertThat(behind.text("NextPartNumberMarker")).isEqualTo("0");
    wire.send("GET", target + "&part-number-marker=10001").is(400, "InvalidArgument");
    wire.send("GET", target + "&max-parts=-1").is(400, "InvalidArgument");
    wire.send("GET", "/bucket/key?uploadId=none").is(404, "NoSuchUpload");
  }

  // ---- uploads

  private static List<String> shown(Answer answer) {
    List<String> shown = new ArrayList<>();
    Matcher entry =
        Pattern.compile("<Upload><Key>([^<]*)<|<CommonPrefixes><Prefix>([^<]*)<")
            .matcher(answer.is(200).body());
    while (entry.find()) {
      shown.add(entry.group(1) == null ? entry.group(2) : entry.group(1));
    }
    return shown;
  }

  @Test
  void listsUploads() {
    String a = start("a");
    String again = start("a");
    start("b/1");
    start("b/2");
    String c = start("c");
    Answer all = wire.send("GET", "/bucket?uploads").is(200);
    assertThat(shown(all)).containsExactly("a", "a", "b/1", "b/2", "c");
    // MPU-55
    assertThat(all.text("NextKeyMarker")).isEqualTo("c");
    assertThat(all.text("NextUploadIdMarker")).isEqualTo(c);
    assertThat(all.text("IsTruncated")).isEqualTo("false");
    assertThat(all.text("MaxUploads")).isEqualTo("1000");
    assertThat(all.text("Initiated")).isEqualTo("2026-03-01T12:00:00.000Z");

    Answer first = wire.send("GET", "/bucket?uploads&max-uploads=1").is(200);
    assertThat(first.text("NextUploadIdMarker")).isEqualTo(a);
    assertThat(first.text("IsTruncated")).isEqualTo("true");
    // MPU-54
    Answer second =
        wire.send("GET", "/bucket?uploads&max-uploads=1&key-marker=a&upload-id-marker=" + a);
    assertThat(second.text("NextUploadIdMarker")).isEqualTo(again);
    assertThat(shown(wire.send("GET", "/bucket?uploads&key-marker=a")))
        .containsExactly("b/1", "b/2", "c");
    assertThat(shown(wire.send("GET", "/bucket?uploads&upload-id-marker=" + c))).hasSize(5);

    Answer folders = wire.send("GET", "/bucket?uploads&delimiter=/&max-uploads=3").is(200);
    assertThat(shown(folders)).containsExactly("a", "a", "b/");
    assertThat(folders.text("NextKeyMarker")).isEmpty();
    assertThat(folders.text("NextUploadIdMarker")).isEmpty();
    assertThat(folders.text("IsTruncated")).isEqualTo("true");
    assertThat(shown(wire.send("GET", "/bucket?uploads&prefix=b/"))).containsExactly("b/1", "b/2");
    wire.send("GET", "/bucket?uploads&max-uploads=0").is(400, "InvalidArgument");
    wire.send("GET", "/bucket?uploads&encoding-type=x").is(400, "InvalidArgument");
  }

  @Test
  void encodesNamesOfUploads() {
    MultipartUpload upload = bucket.startUpload("a b+", PutOptions.defaults());
    Answer answer = wire.send("GET", "/bucket?uploads&encoding-type=url&delimiter=%26").is(200);
    assertThat(shown(answer)).containsExactly("a%20b%2B");
    assertThat(answer.text("NextKeyMarker")).isEqualTo("a%20b%2B");
    assertThat(answer.text("NextUploadIdMarker")).isEqualTo(upload.id());
    assertThat(answer.text("Delimiter")).isEqualTo("%26");
    assertThat(answer.text("EncodingType")).isEqualTo("url");
    assertThat(shown(wire.send("GET", "/bucket?uploads&max-uploads=5"))).containsExactly("a b+");
  }

  @Test
  void listsNoUploads() {
    Answer answer = wire.send("GET", "/bucket?uploads").is(200);
    assertThat(answer.text("NextKeyMarker")).isEmpty();
    assertThat(answer.text("NextUploadIdMarker")).isEmpty();
    assertThat(answer.text("KeyMarker")).isEmpty();
  }

  @Test
  void locationsAreWhereClientsFindTheEndpoint() {
    Wire behind = Wire.behind(URI.create("https://files.example"));
    behind.bucket("bucket");
    assertThat(locationByHost(behind, "bucket.files.example"))
        .isEqualTo("https://bucket.files.example/c%20d/%C3%A4");
    assertThat(locationByHost(behind, "bucket.localhost:9000"))
        .isEqualTo("https://bucket.localhost:9000/c%20d/%C3%A4");
  }

  /** MPU-36 where the host names the bucket. */
  private static String locationByHost(Wire wire, String name) {
    String[] host = {"Host", name};
    String id = wire.send("POST", "/c%20d/%C3%A4?uploads", host).is(200).text("UploadId");
    String tag =
        wire.send("PUT", "/c%20d/%C3%A4?partNumber=1&uploadId=" + id, "x", host[0], host[1])
            .is(200)
            .header("ETag");
    return wire.send("POST", "/c%20d/%C3%A4?uploadId=" + id, list(listed(1, tag)), host[0], host[1])
        .is(200)
        .text("Location");
  }
}

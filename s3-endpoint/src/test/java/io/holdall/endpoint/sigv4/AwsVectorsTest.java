package io.holdall.endpoint.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.http.S3Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The worked examples of the Amazon S3 API reference: "Signature Calculations for the Authorization
 * Header: Transferring Payload in a Single Chunk", the same "in Multiple Chunks", "Including
 * Trailing Headers", and "Authenticating Requests: Using Query Parameters".
 */
class AwsVectorsTest {
  private static final Credentials CREDENTIALS =
      new Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  private static final Instant TIME = Instant.parse("2013-05-24T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(TIME, ZoneOffset.UTC);
  private static final String SCOPE =
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";

  private final SigV4Verifier verifier =
      new SigV4Verifier(CredentialsLookup.only(CREDENTIALS), "us-east-1", CLOCK);

  private Authentication.Signed verify(String method, String target, String... headers) {
    return (Authentication.Signed)
        verifier.verify(S3Request.of(method, target, Headers.of(headers)));
  }

  @Test
  void getObject() {
    Authentication.Signed signed =
        verify(
            "GET",
            "/test.txt",
            "Host",
            "examplebucket.s3.amazonaws.com",
            "Authorization",
            SCOPE
                + ",SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
            "Range",
            "bytes=0-9",
            "x-amz-content-sha256",
            Digests.EMPTY_SHA256,
            "x-amz-date",
            "20130524T000000Z");
    assertThat(signed.accessKeyId()).isEqualTo("AKIAIOSFODNN7EXAMPLE");
    assertThat(signed.form()).isEqualTo(Authentication.Form.HEADER);
    assertThat(signed.time()).isEqualTo(TIME);
    assertThat(signed.payload()).isEqualTo(new Payload.Sha256(Digests.EMPTY_SHA256));
  }

  @Test
  void putObject() {
    verify(
        "PUT",
        "/test$file.text",
        "Host",
        "examplebucket.s3.amazonaws.com",
        "Date",
        "Fri, 24 May 2013 00:00:00 GMT",
        "x-amz-date",
        "20130524T000000Z",
        "x-amz-storage-class",
        "REDUCED_REDUNDANCY",
        "x-amz-content-sha256",
        "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
        "Authorization",
        SCOPE
            + ",SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void getBucketLifecycle() {
    verify(
        "GET",
        "/?lifecycle",
        "Host",
        "examplebucket.s3.amazonaws.com",
        "x-amz-date",
        "20130524T000000Z",
        "x-amz-content-sha256",
        Digests.EMPTY_SHA256,
        "Authorization",
        SCOPE
            + ",SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }

  @Test
  void listObjects() {
    verify(
        "GET",
        "/?max-keys=2&prefix=J",
        "Host",
        "examplebucket.s3.amazonaws.com",
        "x-amz-date",
        "20130524T000000Z",
        "x-amz-content-sha256",
        Digests.EMPTY_SHA256,
        "Authorization",
        SCOPE
            + ",SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void presignedGet() {
    PresignedRequest presigned =
        new Presigner(CREDENTIALS, "us-east-1", CLOCK)
            .presign(
                "GET",
                URI.create("https://examplebucket.s3.amazonaws.com"),
                "/test.txt",
                Query.empty(),
                Headers.empty(),
                Duration.ofSeconds(86400));
    assertThat(presigned.uri())
        .hasToString(
            "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    assertThat(presigned.expiry()).isEqualTo(Instant.parse("2013-05-25T00:00:00Z"));
    Authentication.Signed signed =
        verify(
            "GET",
            presigned.uri().getRawPath() + "?" + presigned.uri().getRawQuery(),
            "Host",
            "examplebucket.s3.amazonaws.com");
    assertThat(signed.form()).isEqualTo(Authentication.Form.QUERY);
    assertThat(signed.payload()).isEqualTo(new Payload.Unsigned());
  }

  @Test
  void chunkedUpload() {
    Authentication.Signed signed =
        verify(
            "PUT",
            "/examplebucket/chunkObject.txt",
            "Host",
            "s3.amazonaws.com",
            "x-amz-date",
            "20130524T000000Z",
            "x-amz-storage-class",
            "REDUCED_REDUNDANCY",
            "x-amz-content-sha256",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "Content-Encoding",
            "aws-chunked",
            "x-amz-decoded-content-length",
            "66560",
            "Content-Length",
            "66824",
            "Authorization",
            SCOPE
                + ",SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class"
                + ",Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    Payload.SignedChunks chunks = (Payload.SignedChunks) signed.payload();
    assertThat(chunks.trailer()).isFalse();
    ChunkSigner signer = chunks.seed().signer();
    assertThat(
            List.of(
                signer.chunk(sha256("a".repeat(65536))),
                signer.chunk(sha256("a".repeat(1024))),
                signer.chunk(sha256(""))))
        .containsExactly(
            "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
            "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
            "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
  }

  @Test
  void chunkedUploadWithTrailer() {
    Authentication.Signed signed =
        verify(
            "PUT",
            "/examplebucket/chunkObject.txt",
            "Host",
            "s3.amazonaws.com",
            "x-amz-date",
            "20130524T000000Z",
            "x-amz-storage-class",
            "REDUCED_REDUNDANCY",
            "x-amz-content-sha256",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            "Content-Encoding",
            "aws-chunked",
            "x-amz-decoded-content-length",
            "66560",
            "x-amz-trailer",
            "x-amz-checksum-crc32c",
            "Authorization",
            SCOPE
                + ",SignedHeaders=content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer"
                + ",Signature=106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
    Payload.SignedChunks chunks = (Payload.SignedChunks) signed.payload();
    assertThat(chunks.trailer()).isTrue();
    ChunkSigner signer = chunks.seed().signer();
    assertThat(
            List.of(
                signer.chunk(sha256("a".repeat(65536))),
                signer.chunk(sha256("a".repeat(1024))),
                signer.chunk(sha256("")),
                signer.trailer(sha256("x-amz-checksum-crc32c:sOO8/Q==\n"))))
        .containsExactly(
            "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
            "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
            "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435");
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

package io.holdall.endpoint.chunked;

import static io.holdall.endpoint.chunked.Bodies.SIGNED;
import static io.holdall.endpoint.chunked.Bodies.SIGNED_TRAILER;
import static io.holdall.endpoint.chunked.Bodies.TRAILER;
import static io.holdall.endpoint.chunked.Bodies.chunked;
import static io.holdall.endpoint.chunked.Bodies.chunkedWithTrailer;
import static io.holdall.endpoint.chunked.Bodies.plain;
import static io.holdall.endpoint.chunked.Bodies.random;
import static io.holdall.endpoint.chunked.Bodies.readAll;
import static io.holdall.endpoint.chunked.Bodies.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdall.endpoint.FailingInputStream;
import io.holdall.endpoint.error.BodyRefusedException;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.sigv4.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
  private static final Payload UNSIGNED_CHUNKS = new Payload.UnsignedChunks();

  private static InputStream text(String text) {
    return stream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What refuses a body that opens. */
  private static S3Exception refusal(RequestBody body) {
    BodyRefusedException first =
        catchThrowableOfType(BodyRefusedException.class, () -> readAll(body.stream(), 1000));
    assertThat(first).isNotNull();
    assertThatThrownBy(() -> body.stream().read()).isSameAs(first);
    assertThatThrownBy(() -> body.stream().read(new byte[10])).isSameAs(first);
    return first.refusal();
  }

  private static S3Exception unsignedRefusal(long length, String body) throws IOException {
    return refusal(
        RequestBody.open(
            chunkedWithTrailer(length, text(body)), UNSIGNED_CHUNKS, TrailerListener.none()));
  }

  private static S3Error headersRefused(Payload payload, String... headers) {
    S3Request request = S3Request.of("PUT", "/b/k", Headers.of(headers));
    return catchThrowableOfType(
            S3Exception.class, () -> RequestBody.open(request, payload, TrailerListener.none()))
        .error();
  }

  @Test
  void theExamplesOfAllForms() throws IOException {
    byte[] content = random(20_000);
    List<byte[]> chunks = ChunkedEncoder.split(content, List.of(8192, 10_000));
    List<String> told = new ArrayList<>();
    TrailerListener listener = (name, value) -> told.add(name + ":" + value);

    byte[] signed = ChunkedEncoder.signed(SIGNED.seed(), chunks, null);
    RequestBody body = RequestBody.open(chunked(content.length, stream(signed)), SIGNED, listener);
    assertThat(body.length()).isEqualTo(content.length);
    assertThat(readAll(body.stream(), 777)).isEqualTo(content);
    assertThat(told).isEmpty();

    byte[] withTrailer = ChunkedEncoder.signed(SIGNED_TRAILER.seed(), chunks, TRAILER);
    body =
        RequestBody.open(
            chunkedWithTrailer(content.length, stream(withTrailer)), SIGNED_TRAILER, listener);
    assertThat(readAll(body.stream(), 777)).isEqualTo(content);
    assertThat(told).containsExactly(TRAILER);

    byte[] unsigned = ChunkedEncoder.unsigned(chunks, "X-Amz-Checksum-Crc32C:  sOO8/Q== ");
    body =
        RequestBody.open(
            chunkedWithTrailer(content.length, stream(unsigned)), UNSIGNED_CHUNKS, listener);
    assertThat(readAll(body.stream(), 777)).isEqualTo(content);
    assertThat(told).containsExactly(TRAILER, TRAILER);

    byte[] bare = ChunkedEncoder.unsigned(chunks, null);
    body = RequestBody.open(chunked(content.length, stream(bare)), UNSIGNED_CHUNKS, listener);
    assertThat(readAll(body.stream(), 777)).isEqualTo(content);
    assertThat(told).hasSize(2);

    assertThat(
            readAll(
                RequestBody.open(plain(20_000, stream(content)), new Payload.Unsigned(), listener)
                    .stream(),
                777))
        .isEqualTo(content);
    Payload sha256 = new Payload.Sha256(HexFormat.of().formatHex(Sha256.start().digest(content)));
    assertThat(
            readAll(
                RequestBody.open(plain(20_000, stream(content)), sha256, listener).stream(), 777))
        .isEqualTo(content);
  }

  @Test
  void aSignedTrailerMayHaveNothingButItsSignature() throws IOException {
    String head = "1;chunk-signature=";
    var signer = SIGNED_TRAILER.seed().signer();
    String body =
        head
            + signer.chunk(Sha256.start().digest(new byte[] {'x'}))
            + "\r\nx\r\n0;chunk-signature="
            + signer.chunk(Sha256.start().digest())
            + "\r\nx-amz-trailer-signature:"
            + signer.trailer(Sha256.start().digest())
            + "\r\n\r\n";
    RequestBody opened =
        RequestBody.open(chunked(1, text(body)), SIGNED_TRAILER, TrailerListener.none());
    assertThat(readAll(opened.stream(), 10)).containsExactly('x');
  }

  @Test
  void readsSingleBytesAndEmptyRanges() throws IOException {
    RequestBody body =
        RequestBody.open(
            chunked(2, text("2\r\n\u00ff\u0001\r\n0\r\n\r\n")),
            UNSIGNED_CHUNKS,
            TrailerListener.none());
    assertThat(body.stream().read(new byte[5], 5, 0)).isZero();
    assertThat(body.stream().read()).isEqualTo(255);
    assertThat(body.stream().read()).isEqualTo(1);
    assertThat(body.stream().read()).isEqualTo(-1);
    assertThat(body.stream().read(new byte[5])).isEqualTo(-1);
  }

  @Test
  void theLastByteIsHandedOutOnlyWithAGoodTrailer() throws IOException {
    byte[] buffer = new byte[3];
    RequestBody body =
        RequestBody.open(
            chunkedWithTrailer(3, text("3\r\nabc\r\n0\r\nx-amz-checksum-crc32c:v\r\n\r\n")),
            UNSIGNED_CHUNKS,
            (name, value) -> {
              throw new S3Exception(S3Error.BAD_DIGEST);
            });
    assertThat(body.stream().read(buffer, 0, 2)).isEqualTo(2);
    assertThatThrownBy(() -> body.stream().read(buffer, 2, 1))
        .isInstanceOfSatisfying(
            BodyRefusedException.class,
            e -> assertThat(e.refusal().error()).isEqualTo(S3Error.BAD_DIGEST));
  }

  @Test
  void aListenerThatThrowsAnythingElseLeavesNoEndBehind() throws IOException {
    RequestBody body =
        RequestBody.open(
            chunkedWithTrailer(1, text("1\r\na\r\n0\r\nx-amz-checksum-crc32c:v\r\n\r\n")),
            UNSIGNED_CHUNKS,
            (name, value) -> {
              throw new IllegalStateException("bug");
            });
    assertThatThrownBy(() -> body.stream().read()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> body.stream().read()).isInstanceOf(IOException.class);
  }

  @Test
  void aClientThatHangsUpStaysAnIOException() throws IOException {
    InputStream hangsUp = new FailingInputStream();
    RequestBody body =
        RequestBody.open(chunked(1, hangsUp), UNSIGNED_CHUNKS, TrailerListener.none());
    assertThatThrownBy(() -> body.stream().read())
        .isInstanceOf(IOException.class)
        .hasMessage("reset");
    assertThatThrownBy(() -> body.stream().read())
        .isInstanceOf(IOException.class)
        .hasMessage("reset");
  }

  @Test
  void anEmptyBodyIsVerifiedWhenItIsOpened() throws IOException {
    byte[] good = ChunkedEncoder.signed(SIGNED.seed(), List.of(), null);
    RequestBody body = RequestBody.open(chunked(0, stream(good)), SIGNED, TrailerListener.none());
    assertThat(body.length()).isZero();
    assertThat(body.stream().read()).isEqualTo(-1);

    good[20] ^= 1;
    assertThatThrownBy(
            () -> RequestBody.open(chunked(0, stream(good)), SIGNED, TrailerListener.none()))
        .isInstanceOf(BodyRefusedException.class);
    assertThatThrownBy(
            () ->
                RequestBody.open(
                    plain(0, stream(new byte[0])),
                    new Payload.Sha256("0".repeat(64)),
                    TrailerListener.none()))
        .isInstanceOfSatisfying(
            BodyRefusedException.class,
            e -> assertThat(e.refusal().error()).isEqualTo(S3Error.X_AMZ_CONTENT_SHA256_MISMATCH));
  }

  @Test
  void everyOtherSha256IsRefusedBeforeTheLastByte() throws IOException {
    byte[] content = random(100);
    String hex = HexFormat.of().formatHex(Sha256.start().digest(content));
    for (int i = 0; i < content.length; i++) {
      byte[] changed = content.clone();
      changed[i] ^= 4;
      RequestBody body =
          RequestBody.open(
              plain(100, stream(changed)), new Payload.Sha256(hex), TrailerListener.none());
      assertThat(body.stream().readNBytes(99)).hasSize(99);
      S3Exception refusal = refusal(body);
      assertThat(refusal.error()).isEqualTo(S3Error.X_AMZ_CONTENT_SHA256_MISMATCH);
      assertThat(refusal.details())
          .containsEntry("ClientComputedContentSHA256", hex)
          .containsEntry(
              "S3ComputedContentSHA256", HexFormat.of().formatHex(Sha256.start().digest(changed)));
    }
  }

  @Test
  void aPlainBodyThatIsTooShort() throws IOException {
    RequestBody body =
        RequestBody.open(
            plain(5, stream(new byte[4])),
            new Payload.Sha256("0".repeat(64)),
            TrailerListener.none());
    assertThat(refusal(body).error()).isEqualTo(S3Error.INCOMPLETE_BODY);
  }

  @Test
  void cutOffAnywhereIsIncomplete() throws IOException {
    byte[] content = random(8500);
    List<byte[]> chunks = ChunkedEncoder.split(content, List.of(8300));
    byte[] signed = ChunkedEncoder.signed(SIGNED_TRAILER.seed(), chunks, TRAILER);
    byte[] unsigned = ChunkedEncoder.unsigned(chunks, TRAILER);
    for (int length = 0;
        length < signed.length;
        length += length < 8000 && length > 100 ? 101 : 1) {
      InputStream cut = stream(java.util.Arrays.copyOf(signed, length));
      RequestBody body =
          RequestBody.open(chunkedWithTrailer(8500, cut), SIGNED_TRAILER, TrailerListener.none());
      assertThat(refusal(body).error()).as("after %s", length).isEqualTo(S3Error.INCOMPLETE_BODY);
    }
    for (int length = 0;
        length < unsigned.length;
        length += length < 8000 && length > 100 ? 101 : 1) {
      InputStream cut = stream(java.util.Arrays.copyOf(unsigned, length));
      RequestBody body =
          RequestBody.open(chunkedWithTrailer(8500, cut), UNSIGNED_CHUNKS, TrailerListener.none());
      assertThat(refusal(body).error()).as("after %s", length).isEqualTo(S3Error.INCOMPLETE_BODY);
    }
  }

  @ParameterizedTest
  @CsvSource({"8191, true", "8192, false"})
  void onlyTheLastChunkMayBeSmall(int first, boolean refused) throws IOException {
    byte[] content = random(first + 1);
    byte[] framed = ChunkedEncoder.unsigned(ChunkedEncoder.split(content, List.of(first)), null);
    RequestBody body =
        RequestBody.open(
            chunked(content.length, stream(framed)), UNSIGNED_CHUNKS, TrailerListener.none());
    if (refused) {
      assertThat(refusal(body).error()).isEqualTo(S3Error.INVALID_CHUNK_SIZE);
    } else {
      assertThat(readAll(body.stream(), 100)).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xyz|is not a hexadecimal",
        "''|1 to 15 digits",
        "1111111111111111|1 to 15 digits",
        "-1|is not a hexadecimal",
        "+1|is not a hexadecimal",
        "0x3|is not a hexadecimal",
        "'3 '|is not a hexadecimal",
        "3;chunk-signature=0|more than a size",
        "4|more bytes",
        "fffffffffffffff|more bytes",
        "0|fewer bytes"
      })
  void sizesThatAreNone(String size, String message) throws IOException {
    S3Exception refusal = unsignedRefusal(3, size + "\r\nabc\r\n0\r\n");
    assertThat(refusal.error()).isEqualTo(S3Error.INCOMPLETE_BODY);
    assertThat(refusal.text()).contains(message);
  }

  @Test
  void linesOfTheFraming() throws IOException {
    assertThat(unsignedRefusal(3, "3\nabc\r\n").text()).contains("CRLF");
    assertThat(unsignedRefusal(3, "\nabc\r\n").text()).contains("CRLF");
    assertThat(unsignedRefusal(3, "0".repeat(129) + "\r\nabc\r\n").text())
        .contains("longer than 128");
    assertThat(unsignedRefusal(3, "0".repeat(128) + "\r\nabc\r\n").text())
        .contains("1 to 15 digits");
    assertThat(unsignedRefusal(3, "0".repeat(100_000)).text()).contains("longer than 128");
    assertThat(unsignedRefusal(3, "3\r\nabcd\r\n").text()).contains("not followed by CRLF");
    assertThat(unsignedRefusal(3, "3\r\nabc\rx").text()).contains("not followed by CRLF");
    assertThat(unsignedRefusal(3, "3\r\nabc\r\n1\r\nd\r\n").text()).contains("more bytes");
  }

  @Test
  void trailersThatAreMalformed() throws IOException {
    String start = "3\r\nabc\r\n0\r\n";
    for (String trailer :
        List.of(
            "\r\n",
            "x-amz-checksum-crc32:v\r\n\r\n",
            "x-amz-checksum-crc32c\r\n\r\n",
            "x-amz-checksum-crc32c:v\r\nx-amz-checksum-crc32:v\r\n\r\n",
            "x-amz-checksum-crc32c:v\r\nx-amz-trailer-signature:v\r\n\r\n")) {
      assertThat(unsignedRefusal(3, start + trailer).error())
          .as(trailer)
          .isEqualTo(S3Error.MALFORMED_TRAILER);
    }
    assertThat(unsignedRefusal(3, start + "x-amz-checksum-crc32c:" + "v".repeat(1024)).text())
        .contains("longer than 1024");
    assertThat(unsignedRefusal(3, start + "x-amz-checksum-crc32c:v\r\n\r\n.").text())
        .contains("goes on after");
    RequestBody undeclared =
        RequestBody.open(
            chunked(3, text(start + "x-amz-checksum-crc32c:v\r\n\r\n")),
            UNSIGNED_CHUNKS,
            TrailerListener.none());
    assertThat(refusal(undeclared).error()).isEqualTo(S3Error.MALFORMED_TRAILER);
  }

  @Test
  void aSignedTrailerWithoutItsSignature() throws IOException {
    byte[] good = ChunkedEncoder.signed(SIGNED_TRAILER.seed(), List.of(new byte[] {1}), TRAILER);
    String framed = new String(good, StandardCharsets.ISO_8859_1);
    String without = framed.substring(0, framed.indexOf("x-amz-trailer-signature")) + "\r\n";
    RequestBody body =
        RequestBody.open(
            chunkedWithTrailer(1, text(without)), SIGNED_TRAILER, TrailerListener.none());
    assertThat(refusal(body).error()).isEqualTo(S3Error.MALFORMED_TRAILER);
  }

  @Test
  void chunksInAnotherOrderOrFromAnotherBody() throws IOException {
    byte[] one = random(9000);
    byte[] two = random(9001);
    String framed =
        new String(
            ChunkedEncoder.signed(SIGNED.seed(), List.of(one, two, one), null),
            StandardCharsets.ISO_8859_1);
    String first = framed.substring(0, framed.indexOf("2329;"));
    String second = framed.substring(framed.indexOf("2329;"), framed.indexOf("2328;", 10));
    String rest = framed.substring(framed.indexOf("2328;", 10));
    for (String swapped : List.of(second + first + rest, first + first + second, rest)) {
      RequestBody body =
          RequestBody.open(chunked(27001, text(swapped)), SIGNED, TrailerListener.none());
      assertThat(refusal(body).error()).isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
    }
  }

  @Test
  void everyFlippedBitOfASmallSignedBodyIsRefused() {
    byte[] framed = ChunkedEncoder.signed(SIGNED_TRAILER.seed(), List.of(random(16)), TRAILER);
    for (int i = 0; i < framed.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = framed.clone();
        changed[i] ^= (byte) (1 << bit);
        boolean onlyCase = bit == 5 && Character.isLetter(framed[i]);
        if (!onlyCase) {
          assertThatThrownBy(
                  () ->
                      readAll(
                          RequestBody.open(
                              chunkedWithTrailer(16, stream(changed)),
                              SIGNED_TRAILER,
                              TrailerListener.none())
                              .stream(),
                          100))
              .as("bit %s of byte %s", bit, i)
              .isInstanceOf(BodyRefusedException.class);
        }
      }
    }
  }

  @Test
  void theBadChunkIsNotHandedOutToItsEnd() throws IOException {
    byte[] content = random(20_000);
    byte[] framed =
        ChunkedEncoder.signed(SIGNED.seed(), ChunkedEncoder.split(content, List.of(10_000)), null);
    framed[200] ^= 1;
    RequestBody body =
        RequestBody.open(chunked(20_000, stream(framed)), SIGNED, TrailerListener.none());
    assertThat(body.stream().readNBytes(9_999)).hasSize(9_999);
    assertThat(refusal(body).error()).isEqualTo(S3Error.SIGNATURE_DOES_NOT_MATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "x", "1.0", "9999999999999999999", "1 "})
  void lengthsThatAreNone(String length) {
    assertThat(headersRefused(SIGNED, "x-amz-decoded-content-length", length))
        .isEqualTo(S3Error.MISSING_CONTENT_LENGTH);
    assertThat(headersRefused(new Payload.Unsigned(), "Content-Length", length))
        .isEqualTo(S3Error.MISSING_CONTENT_LENGTH);
  }

  @Test
  void lengthsThatAreRequired() throws IOException {
    assertThat(headersRefused(SIGNED, "Content-Length", "3"))
        .isEqualTo(S3Error.MISSING_CONTENT_LENGTH);
    assertThat(headersRefused(UNSIGNED_CHUNKS, "Content-Length", "3"))
        .isEqualTo(S3Error.MISSING_CONTENT_LENGTH);
    assertThat(headersRefused(new Payload.Unsigned(), "Transfer-Encoding", "chunked"))
        .isEqualTo(S3Error.NOT_IMPLEMENTED);
    assertThat(
            RequestBody.open(
                    S3Request.of("POST", "/b?delete", Headers.empty()),
                    new Payload.Unsigned(),
                    TrailerListener.none())
                .length())
        .isZero();

    RequestBody.requireLength(Headers.of("Content-Length", "0"));
    RequestBody.requireLength(Headers.of("Transfer-Encoding", "chunked"));
    assertThatThrownBy(() -> RequestBody.requireLength(Headers.empty()))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.error()).isEqualTo(S3Error.MISSING_CONTENT_LENGTH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amz-meta-a",
        "",
        "content-md5",
        "x-amz-checksum-crc32,x-amz-checksum-sha1",
        "x-amz-checksum-crc32, "
      })
  void trailersThatNobodyKnows(String name) {
    for (Payload payload : List.of(SIGNED_TRAILER, UNSIGNED_CHUNKS)) {
      assertThat(
              headersRefused(payload, "x-amz-decoded-content-length", "1", "x-amz-trailer", name))
          .isEqualTo(S3Error.INVALID_REQUEST);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"crc32", "crc32c", "crc64nvme", "sha1", "sha256"})
  void everyChecksumMayBeATrailer(String algorithm) throws IOException {
    String name = "x-amz-checksum-" + algorithm;
    S3Request request =
        S3Request.of(
                "PUT",
                "/b/k",
                Headers.of("x-amz-decoded-content-length", "1", "x-amz-trailer", name))
            .withBody(text("1\r\na\r\n0\r\n" + name + ":v=\r\n\r\n"));
    List<String> told = new ArrayList<>();
    RequestBody body =
        RequestBody.open(request, UNSIGNED_CHUNKS, (n, value) -> told.add(n + " " + value));
    assertThat(told).isEmpty();
    assertThat(body.stream().read()).isEqualTo('a');
    assertThat(told).containsExactly(name + " v=");
  }
}

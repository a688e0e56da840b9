package io.holdall.endpoint.chunked;

import static io.holdall.endpoint.chunked.Bodies.SIGNED_TRAILER;
import static io.holdall.endpoint.chunked.Bodies.TRAILER;
import static io.holdall.endpoint.chunked.Bodies.chunkedWithTrailer;
import static io.holdall.endpoint.chunked.Bodies.random;
import static io.holdall.endpoint.chunked.Bodies.readAll;
import static io.holdall.endpoint.chunked.Bodies.stream;
import static io.holdall.endpoint.chunked.Bodies.trickle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.endpoint.error.BodyRefusedException;
import io.holdall.endpoint.sigv4.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AwsChunkedPropertyTest {
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void anyChunksAndAnyReadsGiveTheBytesBack(
      @ForAll @IntRange(max = 100_000) int length,
      @ForAll @Size(max = 6) List<@IntRange(min = 8192, max = 40_000) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 30_000) int step,
      @ForAll @IntRange(min = 1, max = 10_000) int atOnce,
      @ForAll boolean signed)
      throws IOException {
    byte[] content = random(length);
    List<byte[]> chunks = ChunkedEncoder.split(content, sizes);
    Payload payload = signed ? SIGNED_TRAILER : new Payload.UnsignedChunks();
    byte[] framed =
        signed
            ? ChunkedEncoder.signed(SIGNED_TRAILER.seed(), chunks, TRAILER)
            : ChunkedEncoder.unsigned(chunks, TRAILER);
    List<String> told = new ArrayList<>();
    RequestBody body =
        RequestBody.open(
            chunkedWithTrailer(length, trickle(framed, atOnce)),
            payload,
            (name, value) -> told.add(name + ":" + value));
    assertThat(readAll(body.stream(), step)).isEqualTo(content);
    assertThat(told).containsExactly(TRAILER);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.MIXIN)
  void anyChangedByteOfASignedBodyIsRefused(
      @ForAll @IntRange(max = 9000) int length, @ForAll @IntRange int place, @ForAll byte value) {
    byte[] content = random(length);
    byte[] framed =
        ChunkedEncoder.signed(
            SIGNED_TRAILER.seed(), ChunkedEncoder.split(content, List.of(8192)), TRAILER);
    int at = Math.floorMod(place, framed.length);
    // Half of the changes fall into framing that would otherwise be hit too rarely.
    int changed = place % 2 == 0 ? at : framed.length - 1 - at % Math.min(framed.length, 300);
    if (framed[changed] == value || sameWithoutCase(framed[changed], value)) {
      return;
    }
    framed[changed] = value;
    assertThatThrownBy(
            () -> {
              RequestBody body =
                  RequestBody.open(
                      chunkedWithTrailer(length, stream(framed)),
                      SIGNED_TRAILER,
                      TrailerListener.none());
              readAll(body.stream(), 1000);
            })
        .isInstanceOf(BodyRefusedException.class);
  }

  /** The digits of a size and the names of headers mean the same in either case. */
  private static boolean sameWithoutCase(byte one, byte other) {
    return Character.isLetter(one)
        && Character.toLowerCase((char) one) == Character.toLowerCase((char) other);
  }
}

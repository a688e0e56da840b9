package io.holdall;

import static io.holdall.Testing.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdall.Testing.Source;
import io.holdall.spi.Digests;
import io.holdall.spi.DriverException;
import io.holdall.spi.VerifiedStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadTest {
  private static final byte[] BYTES = random(100);

  private static BodyPayload payload(Body body, long length) {
    return new BodyPayload(body, length, Progress.silent());
  }

  private static DriverException failure(ErrorCode code, ThrowingCallable call) {
    DriverException e = catchThrowableOfType(DriverException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo(code);
    return e;
  }

  private interface Way {
    byte[] read(InputStream stream) throws IOException;
  }

  static Stream<Way> waysToReadAHundredBytes() {
    return Stream.of(
        InputStream::readAllBytes,
        stream -> stream.readNBytes(100),
        stream -> stream.readNBytes(1000),
        stream -> {
          byte[] bytes = new byte[100];
          assertThat(stream.readNBytes(bytes, 0, 100)).isEqualTo(100);
          return bytes;
        },
        stream -> {
          List<Integer> bytes = new ArrayList<>();
          for (int b = stream.read(); b >= 0; b = stream.read()) {
            bytes.add(b);
          }
          byte[] all = new byte[bytes.size()];
          for (int i = 0; i < all.length; i++) {
            all[i] = bytes.get(i).byteValue();
          }
          return all;
        },
        stream -> {
          byte[] head = stream.readNBytes(33);
          byte[] all = Arrays.copyOf(head, 100);
          byte[] tail = stream.readAllBytes();
          System.arraycopy(tail, 0, all, 33, tail.length);
          return all;
        });
  }

  @ParameterizedTest
  @MethodSource("waysToReadAHundredBytes")
  void givesBytesAndDigests(Way way) throws IOException {
    for (Body body :
        List.of(
            Body.of(BYTES),
            Body.of(new ByteArrayInputStream(BYTES), 100),
            Body.of(new Source(BYTES), 100),
            Body.of(new ByteArrayInputStream(random(200)), 100))) {
      byte[] expected = body.toString().contains("stream") ? null : BYTES;
      BodyPayload payload = payload(body, 100);
      try (VerifiedStream stream = payload.openVerified(ChecksumAlgorithm.SHA1)) {
        byte[] bytes = way.read(stream);
        assertThat(bytes).hasSize(100);
        if (expected != null) {
          assertThat(bytes).isEqualTo(expected);
        }
        assertThat(stream.md5()).isEqualTo(Digests.md5().digest(bytes)).isEqualTo(stream.md5());
        assertThat(stream.checksum()).isEqualTo(Digests.of(ChecksumAlgorithm.SHA1, bytes));
        assertThat(stream.count()).isEqualTo(100);
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.readAllBytes()).isEmpty();
        assertThat(stream.readNBytes(3)).isEmpty();
      }
      assertThat(payload.failure()).isNull();
    }
  }

  @Test
  void neverReadsMoreThanItsLength() throws IOException {
    Source source = new Source(BYTES);
    try (InputStream stream = payload(Body.of(source, 60), 60).open()) {
      assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOf(BYTES, 60));
      assertThat(stream.read()).isEqualTo(-1);
    }
    assertThat(source.read).hasValue(60);
  }

  @ParameterizedTest
  @MethodSource("waysToReadAHundredBytes")
  void fewerBytesThanItsLengthAreAFailure(Way way) {
    BodyPayload payload = payload(Body.of(new Source(random(99)), 100), 100);
    DriverException e = failure(ErrorCode.INCOMPLETE_BODY, () -> way.read(payload.open()));
    assertThat(e).hasMessage("the body ended after 99 of 100 bytes");
    assertThat(payload.failure()).isSameAs(e);
  }

  @ParameterizedTest
  @MethodSource("waysToReadAHundredBytes")
  void aStreamThatMiscountsIsAFailure(Way way) {
    for (int off : new int[] {1, 5, -200}) {
      for (long length : new long[] {100, BodyPayload.UNKNOWN}) {
        Body body = Body.of(miscounting(off)).expecting(ContentMd5.of(new byte[16]));
        BodyPayload payload = payload(body, length);
        DriverException e = failure(ErrorCode.BODY_FAILED, () -> way.read(payload.open()));
        assertThat(e).hasMessageContaining("the body's stream is broken");
        assertThat(payload.failure()).isSameAs(e);
        assertThat(e.isRetryable()).isFalse();
      }
    }
  }

  private static InputStream miscounting(int off) {
    return new InputStream() {
      @Override
      public int read() {
        return 'x';
      }

      @Override
      public int read(byte[] target, int offset, int most) {
        return off < 0 ? off : most + off;
      }
    };
  }

  @ParameterizedTest
  @MethodSource("waysToReadAHundredBytes")
  void wrongDigestsShowBeforeTheLastBytes(Way way) {
    Body wrong = Body.of(new Source(BYTES), 100).expecting(ContentMd5.of(new byte[16]));
    BodyPayload payload = payload(wrong, 100);
    VerifiedStream stream = payload.openVerified(ChecksumAlgorithm.CRC32);
    DriverException e = failure(ErrorCode.BAD_DIGEST, () -> way.read(stream));
    assertThat(e)
        .hasMessageContaining("the MD5 of the body is ")
        .hasMessageContaining("not AAAAAAAAAAAAAAAAAAAAAA== as declared");
    assertThatExceptionOfType(DriverException.class).isThrownBy(stream::read).isSameAs(e);
    assertThatIllegalStateException().isThrownBy(stream::md5);
  }

  @Test
  void theLastBytesOfABadBodyAreNeverHandedOut() throws IOException {
    Body wrong = Body.of(BYTES).expecting(Digests.of(ChecksumAlgorithm.CRC32C, new byte[0]));
    InputStream stream = payload(wrong, 100).openVerified(ChecksumAlgorithm.CRC64NVME);
    assertThat(stream.readNBytes(99)).hasSize(99);
    failure(ErrorCode.BAD_DIGEST, stream::read);
  }

  @ParameterizedTest
  @EnumSource
  void rightDigestsPass(ChecksumAlgorithm algorithm) throws IOException {
    Body right =
        Body.of(BYTES)
            .expecting(ContentMd5.of(Digests.md5().digest(BYTES)))
            .expecting(Digests.of(algorithm, BYTES));
    for (ChecksumAlgorithm asked : ChecksumAlgorithm.values()) {
      try (VerifiedStream stream = payload(right, 100).openVerified(asked)) {
        assertThat(stream.readAllBytes()).isEqualTo(BYTES);
        assertThat(stream.checksum()).isEqualTo(Digests.of(asked, BYTES));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrongChecksumsFail(ChecksumAlgorithm algorithm) {
    Body wrong = Body.of(BYTES).expecting(Digests.of(algorithm, new byte[1]));
    for (ChecksumAlgorithm asked : ChecksumAlgorithm.values()) {
      assertThat(
              failure(
                  ErrorCode.BAD_DIGEST,
                  () -> payload(wrong, 100).openVerified(asked).readAllBytes()))
          .hasMessageContaining("the " + algorithm + " of the body");
    }
  }

  @Test
  void anEmptyBodyIsCheckedToo() throws IOException {
    Body wrong = Body.empty().expecting(ContentMd5.of(new byte[16]));
    failure(
        ErrorCode.BAD_DIGEST,
        () -> payload(wrong, 0).openVerified(ChecksumAlgorithm.CRC32).readAllBytes());
    try (VerifiedStream stream = payload(Body.empty(), 0).openVerified(ChecksumAlgorithm.CRC32)) {
      assertThatIllegalStateException().isThrownBy(stream::checksum);
      assertThat(stream.read()).isEqualTo(-1);
      assertThat(stream.checksum().value()).isEqualTo("AAAAAA==");
    }
  }

  @Test
  void ofUnknownLengthItIsCheckedAtTheEnd() throws IOException {
    Body right = Body.of(new Source(BYTES)).expecting(Digests.of(ChecksumAlgorithm.SHA256, BYTES));
    try (PayloadStream stream = payload(right, BodyPayload.UNKNOWN).openChecked()) {
      assertThat(stream.readNBytes(1000)).isEqualTo(BYTES);
      assertThat(stream.read()).isEqualTo(-1);
    }
    Body wrong =
        Body.of(new Source(BYTES)).expecting(Digests.of(ChecksumAlgorithm.SHA256, new byte[1]));
    failure(
        ErrorCode.BAD_DIGEST,
        () -> payload(wrong, BodyPayload.UNKNOWN).openChecked().readAllBytes());
  }

  @Test
  void theSourcesExceptionIsTheCause() {
    BodyPayload payload = payload(Body.of(new Source(BYTES, 35, () -> {}), 100), 100);
    DriverException e = failure(ErrorCode.BODY_FAILED, () -> payload.open().readAllBytes());
    assertThat(e)
        .hasMessageContaining("after 35 bytes")
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage("the source broke");
    assertThat(e.isRetryable()).isFalse();
    // A second attempt finds the stream spent; what counts is why the first one failed.
    failure(ErrorCode.BODY_FAILED, payload::open);
    assertThat(payload.failure()).isSameAs(e);
  }

  @Test
  void aSourceThatThrowsUncheckedExceptionsIsTheBodysFaultToo() {
    IllegalStateException bug = new IllegalStateException("a bug in the source");
    Body.Source source =
        () -> {
          throw bug;
        };
    assertThat(failure(ErrorCode.BODY_FAILED, payload(Body.of(source, 3), 3)::open)).hasCause(bug);
  }

  @Test
  void aRepeatableBodyMayFailOnce() throws IOException {
    boolean[] failed = {false};
    Body.Source source =
        () -> {
          boolean first = !failed[0];
          failed[0] = true;
          return first ? new Source(BYTES, 35, () -> {}) : new Source(BYTES);
        };
    BodyPayload payload = payload(Body.of(source, 100), 100);
    failure(ErrorCode.BODY_FAILED, () -> payload.open().readAllBytes());
    assertThat(payload.open().readAllBytes()).isEqualTo(BYTES);
    assertThat(payload.failure()).isNull();
  }

  @Test
  void theListenerHearsOfEachByteOnce() throws IOException {
    List<Long> heard = new ArrayList<>();
    Progress progress =
        Progress.of(
            TransferOptions.defaults()
                .listener(
                    (bytes, total) -> {
                      assertThat(total).hasValue(100);
                      heard.add(bytes);
                    }),
            OptionalLong.of(100));
    BodyPayload payload = new BodyPayload(Body.of(() -> new Source(BYTES), 100), 100, progress);
    assertThat(payload.open().readNBytes(50)).hasSize(50);
    assertThat(payload.open().readAllBytes()).hasSize(100);
    assertThat(heard).isSorted().doesNotHaveDuplicates().endsWith(100L);
  }

  @Test
  void theListenersExceptionEndsTheTransfer() {
    RuntimeException stop = new RuntimeException("stop");
    TransferListener listener =
        (bytes, total) -> {
          throw stop;
        };
    BodyPayload payload =
        new BodyPayload(Body.of(BYTES), 100, new Progress(listener, OptionalLong.of(100)));
    InputStream stream = payload.open();
    assertThatExceptionOfType(RuntimeException.class).isThrownBy(stream::read).isSameAs(stop);
    assertThatExceptionOfType(RuntimeException.class).isThrownBy(stream::read).isSameAs(stop);
    assertThat(payload.failure()).isSameAs(stop);
  }
}

package io.holdall;

import static io.holdall.Testing.random;
import static io.holdall.Testing.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.spi.DriverException;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlobTest {
  private static final byte[] BYTES = random(100);

  private final MapDriver driver = new MapDriver();
  private final Bucket bucket = driver.bucket();

  @BeforeEach
  void put() {
    bucket.put("key", Body.of(BYTES));
  }

  /** One of the ways to take all bytes of a blob. */
  private interface Way {
    byte[] take(Blob blob) throws IOException;
  }

  static Stream<Way> ways() {
    return Stream.of(
        Blob::bytes,
        blob -> {
          ByteArrayOutputStream target = new ByteArrayOutputStream();
          assertThat(blob.writeTo(target)).isEqualTo(target.size());
          return target.toByteArray();
        },
        blob -> {
          try (InputStream stream = blob.stream()) {
            return stream.readAllBytes();
          }
        },
        blob -> {
          try (InputStream stream = blob.stream()) {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            target.write(stream.read());
            assertThat(stream.transferTo(target)).isEqualTo(target.size() - 1);
            return target.toByteArray();
          }
        },
        blob -> {
          try (InputStream stream = blob.stream()) {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            for (int b = stream.read(); b >= 0; b = stream.read()) {
              target.write(b);
            }
            assertThat(stream.read()).isEqualTo(-1);
            return target.toByteArray();
          }
        },
        blob -> {
          try (InputStream stream = blob.stream()) {
            byte[] head = stream.readNBytes(10);
            byte[] all = Arrays.copyOf(head, (int) blob.span().length());
            assertThat(stream.readNBytes(all, 10, all.length - 10)).isEqualTo(all.length - 10);
            assertThat(stream.readNBytes(5)).isEmpty();
            return all;
          }
        });
  }

  @ParameterizedTest
  @MethodSource("ways")
  void givesAllBytesOrThoseOfTheRange(Way way) throws IOException {
    try (Blob blob = bucket.get("key")) {
      assertThat(way.take(blob)).isEqualTo(BYTES);
      assertThat(blob.span()).isEqualTo(new ByteSpan(0, 100));
    }
    try (Blob blob = bucket.get("key", GetOptions.defaults().range(ByteRange.between(20, 59)))) {
      assertThat(way.take(blob)).isEqualTo(Arrays.copyOfRange(BYTES, 20, 60));
      assertThat(blob.span()).isEqualTo(new ByteSpan(20, 40));
      assertThat(blob.attributes().size()).isEqualTo(100);
    }
  }

  private static BlobStoreException failureOf(Way way, Blob blob) {
    try {
      way.take(blob);
    } catch (IOException e) {
      assertThat(e).hasCauseInstanceOf(BlobStoreException.class);
      return (BlobStoreException) e.getCause();
    } catch (BlobStoreException e) {
      return e;
    }
    throw new AssertionError("no failure");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aStoreThatEndsEarlyIsAFailure(Way way) {
    driver.content =
        bytes ->
            new FilterInputStream(bytes) {
              private int left = 60;

              @Override
              public int read() throws IOException {
                return left-- > 0 ? super.read() : -1;
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                int got = left == 0 ? -1 : super.read(target, offset, Math.min(length, left));
                left -= Math.max(0, got);
                return got;
              }
            };
    BlobStoreException e = failureOf(way, bucket.get("key"));
    assertThat(e.code()).isEqualTo(ErrorCode.INCOMPLETE_BODY);
    assertThat(e).hasMessageContaining("get bucket/key: the store ended after 60 of 100 bytes");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theDriversFailureIsTranslated(Way way) {
    driver.content = failing(new DriverException(ErrorCode.CORRUPT, "a bad block"))::after;
    BlobStoreException e = failureOf(way, bucket.get("key"));
    assertThat(e).hasMessage("get bucket/key: a bad block (CORRUPT)");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aPlainIoExceptionIsABrokenConnection(Way way) {
    IOException reset = new IOException("connection reset");
    driver.content = bytes -> failing(reset).after(bytes);
    BlobStoreException e = failureOf(way, bucket.get("key"));
    assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(e).hasCause(reset);
    assertThat(e.isRetryable()).isTrue();
    driver.content =
        bytes ->
            failing(new IOException(new DriverException(ErrorCode.BAD_DIGEST, "bad"))).after(bytes);
    assertThat(failureOf(way, bucket.get("key")).code()).isEqualTo(ErrorCode.BAD_DIGEST);
  }

  private interface Failing {
    InputStream after(InputStream bytes);
  }

  /** Gives all bytes and fails when it is asked for the end, as one that checks a digest does. */
  private static Failing failing(Exception failure) {
    return bytes ->
        new FilterInputStream(bytes) {
          @Override
          public int read() throws IOException {
            int b = super.read();
            return b < 0 ? fail() : b;
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            int got = super.read(target, offset, length);
            return got < 0 ? fail() : got;
          }

          private int fail() throws IOException {
            if (failure instanceof IOException io) {
              throw io;
            }
            throw (RuntimeException) failure;
          }
        };
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theBytesAreTakenOnce(Way way) throws IOException {
    try (Blob blob = bucket.get("key")) {
      way.take(blob);
      assertThatIllegalStateException().isThrownBy(blob::bytes);
      assertThatIllegalStateException().isThrownBy(blob::stream);
      assertThatIllegalStateException()
          .isThrownBy(() -> blob.writeTo(OutputStream.nullOutputStream()));
    }
    Blob closed = bucket.get("key");
    closed.close();
    assertThatIllegalStateException().isThrownBy(() -> way.take(closed));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theContentIsClosedOnce(Way way) throws IOException {
    AtomicInteger closed = new AtomicInteger();
    driver.content =
        bytes ->
            new FilterInputStream(bytes) {
              @Override
              public void close() throws IOException {
                closed.incrementAndGet();
                throw new IOException("closing failed");
              }
            };
    Blob blob = bucket.get("key");
    way.take(blob);
    blob.close();
    blob.close();
    assertThat(closed).hasValue(1);
    try (Blob untouched = bucket.get("key")) {
      assertThat(untouched.attributes().key()).isEqualTo("key");
    }
    assertThat(closed).hasValue(2);
  }

  @Test
  void aClosedStreamCannotBeRead() throws IOException {
    InputStream stream = bucket.get("key").stream();
    assertThat(stream.read()).isEqualTo(BYTES[0] & 0xFF);
    assertThat(stream.available()).isEqualTo(99);
    stream.close();
    assertThatIOException().isThrownBy(stream::read).withMessageContaining("closed");
    assertThat(stream.available()).isZero();
  }

  @Test
  void theTargetsExceptionIsThrownAsItIs() {
    IOException full = new IOException("full");
    OutputStream target =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw full;
          }
        };
    Blob blob = bucket.get("key");
    assertThatThrownBy(() -> blob.writeTo(target)).isSameAs(full);
    assertThatIllegalStateException().isThrownBy(blob::bytes);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theListenerHearsOfTheBytes(Way way) throws IOException {
    List<Long> heard = new ArrayList<>();
    GetOptions options =
        GetOptions.defaults()
            .transfer(
                TransferOptions.defaults()
                    .listener(
                        (bytes, total) -> {
                          assertThat(total).hasValue(100);
                          heard.add(bytes);
                        }));
    try (Blob blob = bucket.get("key", options)) {
      way.take(blob);
    }
    assertThat(heard).isSorted().endsWith(100L);
    RuntimeException stop = new RuntimeException("stop");
    GetOptions stopping =
        options.transfer(
            TransferOptions.defaults()
                .listener(
                    (bytes, total) -> {
                      throw stop;
                    }));
    assertThatThrownBy(() -> way.take(bucket.get("key", stopping))).isSameAs(stop);
  }

  @Test
  void shortForms() {
    bucket.put("text", Body.of("é"));
    assertThat(bucket.getString("text")).isEqualTo("é");
    assertThat(bucket.getBytes("text")).hasSize(2);
    assertThat(bucket.exists("text")).isTrue();
    assertThat(bucket.exists("nothing")).isFalse();
    assertThat(bucket.find("nothing")).isEmpty();
    assertThat(thrown(ErrorCode.NO_SUCH_KEY, () -> bucket.head("nothing")))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("head bucket/nothing: there is no such blob (NO_SUCH_KEY)");
    thrown(ErrorCode.NO_SUCH_KEY, () -> bucket.get("nothing"));
    thrown(
        ErrorCode.INVALID_RANGE,
        () -> bucket.get("text", GetOptions.defaults().range(ByteRange.from(2))));
  }
}

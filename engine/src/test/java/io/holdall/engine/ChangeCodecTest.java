package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChangeCodecTest {
  /** Spells a body as its two numbers. */
  private static final BodyCodec BODIES =
      new BodyCodec() {
        @Override
        public byte[] encode(BodyRef body) {
          Changes.NumberedBody numbered = (Changes.NumberedBody) body;
          return ByteBuffer.allocate(16)
              .putLong(numbered.number())
              .putLong(numbered.length())
              .array();
        }

        @Override
        public BodyRef decode(ByteBuffer spelling) {
          if (spelling.remaining() != 16) {
            throw new IllegalArgumentException("a body is spelled in 16 bytes");
          }
          return new Changes.NumberedBody(spelling.getLong(), spelling.getLong());
        }
      };

  private final ChangeCodec codec = new ChangeCodec(BODIES);

  @Provide
  Arbitrary<Change> changes() {
    return Changes.any();
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenIsRead(@ForAll @From("changes") Change change) throws ChangeFormatException {
    byte[] bytes = codec.encode(change);
    ByteBuffer log = ByteBuffer.allocate(bytes.length + 7).position(3);
    log.put(bytes).position(3);
    assertThat(codec.decode(log)).isEqualTo(change);
    assertThat(log.position()).isEqualTo(3 + bytes.length);
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void whatIsCutOffIsRefused(@ForAll @From("changes") Change change) {
    byte[] bytes = codec.encode(change);
    for (int length = 0; length < bytes.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
      assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(ChangeFormatException.class);
    }
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void whatIsDamagedIsRefusedOrAnotherChange(
      @ForAll @From("changes") Change change,
      @ForAll @IntRange(max = 10_000) int at,
      @ForAll @IntRange(min = 1, max = 255) int flipped) {
    byte[] bytes = codec.encode(change);
    bytes[at % bytes.length] ^= (byte) flipped;
    try {
      assertThat(codec.decode(ByteBuffer.wrap(bytes))).isNotNull();
    } catch (ChangeFormatException e) {
      assertThat(e).hasMessageMatching("(?s)(no change can be read|a .*record of ).*");
    }
  }

  /** Spells every body in as many bytes as the calculation takes it to have. */
  private static final BodyCodec FIXED =
      new BodyCodec() {
        @Override
        public byte[] encode(BodyRef body) {
          return new byte[EncodedLength.BODY];
        }

        @Override
        public BodyRef decode(ByteBuffer spelling) {
          throw new AssertionError("nothing is decoded");
        }
      };

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void lengthsAreCalculatedAsTheyAre(@ForAll @From("changes") Change change) {
    int length = new ChangeCodec(FIXED).encode(change).length;
    if (change instanceof Change.BlobKept kept) {
      assertThat(EncodedLength.of(kept.bucket(), kept.blob())).isEqualTo(length);
    } else if (change instanceof Change.UploadKept kept) {
      assertThat(EncodedLength.of(kept.start())).isEqualTo(length);
    } else if (change instanceof Change.PartPut put) {
      Change.UploadStarted start =
          new Change.UploadStarted(
              put.bucket(),
              put.key(),
              put.uploadId(),
              0,
              Samples.TIME,
              Annotations.DEFAULT,
              Optional.empty());
      assertThat(EncodedLength.of(start, put.part())).isEqualTo(length);
    }
  }

  @Test
  void anUnknownKindIsNamed() {
    assertThatThrownBy(() -> codec.decode(ByteBuffer.wrap(new byte[] {99, 1, 0})))
        .isInstanceOf(ChangeFormatException.class)
        .hasMessageContaining("unknown kind 99");
  }

  @Test
  void anUnknownVersionIsNamed() {
    byte[] bytes = codec.encode(new Change.BucketDeleted("photos"));
    bytes[1] = 2;
    assertThatThrownBy(() -> codec.decode(ByteBuffer.wrap(bytes)))
        .isInstanceOf(ChangeFormatException.class)
        .hasMessageContaining("BUCKET_DELETED")
        .hasMessageContaining("version 2");
  }

  /** What is in the logs of stores that exist: never changes. */
  @Test
  void theBytesStayTheSame() {
    assertThat(HexFormat.of().formatHex(codec.encode(new Change.BlobDeleted("abc", "é"))))
        .isEqualTo("0401" + "03616263" + "02c3a9");
    assertThat(
            HexFormat.of()
                .formatHex(
                    codec.encode(
                        new Change.BucketCreated("abc", Instant.ofEpochSecond(1_700_000_000)))))
        .isEqualTo("0101" + "03616263" + "80c49fd50c");
  }
}

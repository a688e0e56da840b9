package io.holdall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlobInfoTest {
  private static final BlobInfo INFO = new BlobInfo("key", 3, ETag.of("tag"), Instant.EPOCH);

  @Test
  void tellsOfNoChecksumOrOfOne() {
    assertThat(INFO.checksumAlgorithm()).isEmpty();
    assertThat(INFO.checksumType()).isEmpty();
    BlobInfo composite = INFO.checksum(Checksum.composite(ChecksumAlgorithm.SHA1, new byte[20], 2));
    assertThat(composite.checksumAlgorithm()).contains(ChecksumAlgorithm.SHA1);
    assertThat(composite.checksumType()).contains(ChecksumType.COMPOSITE);
    assertThat(composite).isNotEqualTo(INFO);
    assertThat(composite.key("other").key()).isEqualTo("other");
    assertThat(composite.key("other").key("key")).isEqualTo(composite);
  }

  /** A store of millions of blobs keeps as many of them. */
  @Test
  void hasNoOptionalsOfItsOwn() {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      BlobInfo one = told(Optional.of(algorithm), Optional.of(ChecksumType.FULL_OBJECT));
      BlobInfo other = told(Optional.of(algorithm), Optional.of(ChecksumType.FULL_OBJECT));
      assertThat(one.checksumAlgorithm()).isSameAs(other.checksumAlgorithm());
      assertThat(one.checksumType()).isSameAs(other.checksumType());
    }
  }

  @Test
  void isLegal() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> told(Optional.empty(), Optional.of(ChecksumType.FULL_OBJECT)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlobInfo("key", -1, ETag.of("tag"), Instant.EPOCH));
  }

  private static BlobInfo told(Optional<ChecksumAlgorithm> algorithm, Optional<ChecksumType> type) {
    return new BlobInfo("key", 3, ETag.of("tag"), Instant.EPOCH, algorithm, type);
  }
}

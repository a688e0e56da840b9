package io.holdall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlobStoreExceptionTest {
  @Test
  void saysWhatWentWrongAloneToo() {
    BlobStoreException e =
        BlobStoreException.of(
            ErrorCode.STORAGE_FULL, Operation.PUT, "bucket", "key", "no room", false, null);
    assertThat(e).hasMessage("put bucket/key: no room (STORAGE_FULL)");
    assertThat(e.detail()).isEqualTo("no room");
  }

  @ParameterizedTest
  @EnumSource
  void whatCallersRoutinelyCatchHasATypeOfItsOwn(ErrorCode code) {
    BlobStoreException e =
        BlobStoreException.of(code, Operation.GET, "bucket", "key", "why", false, null);
    assertThat(e.code()).isEqualTo(code);
    assertThat(e)
        .isExactlyInstanceOf(
            switch (code) {
              case NO_SUCH_BUCKET, NO_SUCH_KEY, NO_SUCH_UPLOAD -> NotFoundException.class;
              case PRECONDITION_FAILED -> PreconditionFailedException.class;
              default -> BlobStoreException.class;
            });
  }
}

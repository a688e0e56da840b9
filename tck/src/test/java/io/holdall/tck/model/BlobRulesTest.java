package io.holdall.tck.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.Limits;
import io.holdall.PutOptions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BlobRulesTest {
  private static final Answer REFUSED = new Answer.Failed(ErrorCode.PRECONDITION_FAILED);

  private static Model store(String... deviations) {
    return Model.empty(EnumSet.allOf(Feature.class), Limits.S3, Set.of(deviations));
  }

  private static Permitted putIfMatchWithoutABlob(Model store) {
    PutOptions ifMatch = PutOptions.defaults().ifMatch(ETag.of("0123"));
    return BlobRules.put(store, "key", new byte[0], ifMatch, Optional.empty());
  }

  @Test
  void ifMatchWithoutABlobIsNoSuchKey() {
    Permitted permitted = putIfMatchWithoutABlob(store());
    assertThatThrownBy(() -> permitted.after(REFUSED)).isInstanceOf(AssertionError.class);
    assertThat(permitted.after(new Answer.Failed(ErrorCode.NO_SUCH_KEY)).blobs()).isEmpty();
  }

  @Test
  void aStoreThatIsKnownToAnswerOtherwiseMayDoSo() {
    Permitted permitted = putIfMatchWithoutABlob(store("COND-06"));
    assertThat(permitted.after(REFUSED).blobs()).isEmpty();
  }

  @Test
  void ofACopyOntoItselfOfNoBlobEitherMistakeMayBeTold() {
    Permitted permitted = CopyRules.copy(store(), "key", "key", CopyOptions.defaults());
    assertThat(permitted.after(new Answer.Failed(ErrorCode.NO_SUCH_KEY)).blobs()).isEmpty();
    assertThat(permitted.after(new Answer.Failed(ErrorCode.INVALID_REQUEST)).blobs()).isEmpty();
    assertThatThrownBy(() -> permitted.after(REFUSED)).isInstanceOf(AssertionError.class);
    Permitted another = CopyRules.copy(store(), "key", "other", CopyOptions.defaults());
    assertThatThrownBy(() -> another.after(new Answer.Failed(ErrorCode.INVALID_REQUEST)))
        .isInstanceOf(AssertionError.class);
  }
}

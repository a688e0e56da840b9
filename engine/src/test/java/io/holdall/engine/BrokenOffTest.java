package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ErrorCode;
import io.holdall.Limits;
import io.holdall.MultipartUpload;
import io.holdall.UploadedPart;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes that the log has, and that an error keeps from becoming visible. */
class BrokenOffTest {
  private final TestStore test = new TestStore(new Limits(1000, 10_000, 0, 10_000), 10_000);
  private final Bucket bucket = test.bucket;
  private final MultipartUpload upload = bucket.startUpload("k");
  private final List<UploadedPart> parts = List.of(upload.uploadPart(1, Body.of("part")));

  /** A change whose being applied asks how long a body is. */
  enum Way {
    PART_REPLACED {
      @Override
      void go(BrokenOffTest it) {
        it.upload.uploadPart(1, Body.of("other"));
      }
    },
    COMPLETED {
      @Override
      void go(BrokenOffTest it) {
        it.upload.complete(it.parts);
      }
    },
    ABORTED {
      @Override
      void go(BrokenOffTest it) {
        it.upload.abort();
      }
    };

    abstract void go(BrokenOffTest it);
  }

  @ParameterizedTest
  @EnumSource
  void theLogTakesNoChangeThatWouldBeBuiltOnTheOldState(Way way) {
    bucket.put("a", Body.of("1"));
    State before = test.engine.state();
    Error error = new StackOverflowError();
    test.log.afterAppend =
        () ->
            test.bodies.beforeLength(
                () -> {
                  test.bodies.beforeLength(() -> {});
                  throw error;
                });
    assertThatThrownBy(() -> way.go(this)).isSameAs(error);
    test.log.afterAppend = () -> {};
    int changes = test.log.changes().size();

    test.assertRefused(ErrorCode.IO_FAILED, () -> way.go(this));
    test.assertRefused(ErrorCode.IO_FAILED, () -> bucket.put("b", Body.of("2")));
    test.assertRefused(ErrorCode.IO_FAILED, () -> bucket.copy("a", "b"));
    test.assertRefused(ErrorCode.IO_FAILED, () -> bucket.delete("a"));
    // There is no such blob here; but who knows what the log has.
    test.assertRefused(ErrorCode.IO_FAILED, () -> bucket.delete("k"));
    test.assertRefused(ErrorCode.IO_FAILED, () -> bucket.startUpload("k"));
    test.assertRefused(ErrorCode.IO_FAILED, () -> test.store.createBucket("more"));
    test.assertRefused(ErrorCode.IO_FAILED, () -> test.store.deleteBucket("photos"));
    assertThat(test.log.changes()).hasSize(changes);
    assertThat(test.engine.state()).isSameAs(before);
    assertThat(bucket.getString("a")).isEqualTo("1");
    assertThat(bucket.list("")).hasSize(1);
  }
}

package io.holdall.tck.model;

import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.Tags;
import io.holdall.tck.model.Permitted.Accepted;
import io.holdall.tck.model.Permitted.Rejected;
import java.util.Set;

/** What calls about tags may answer. Pure functions. */
public final class TagRules {
  private TagRules() {}

  public static Permitted tags(Model model, String key) {
    if (!model.has(Feature.TAGS)) {
      return Permitted.failed(ErrorCode.UNSUPPORTED, model);
    }
    ModelBlob blob = model.blob(key);
    return blob == null
        ? Permitted.failed(ErrorCode.NO_SUCH_KEY, model)
        : Permitted.answer(
            blob.tags().toString(),
            Answer.TagSet.class,
            answer ->
                blob.tags().contains(answer.tags())
                    ? new Accepted(model.learned(key, blob.seenWith(answer.tags())))
                    : new Rejected("the tags: " + answer.tags() + " for " + blob.tags()));
  }

  /** Tags set, or taken off. */
  public static Permitted setTags(Model model, String key, Tags tags) {
    if (!model.has(Feature.TAGS)) {
      return Permitted.failed(ErrorCode.UNSUPPORTED, model);
    }
    ModelBlob blob = model.blob(key);
    return blob == null
        ? Permitted.failed(ErrorCode.NO_SUCH_KEY, model)
        : Permitted.done(model.adorned(key, blob.withTags(Set.of(tags))));
  }
}

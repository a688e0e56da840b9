package io.holdall.tck.model;

import io.holdall.CopyOptions;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.Tags;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What copies may answer. Pure functions. */
public final class CopyRules {
  private CopyRules() {}

  public static Permitted copy(Model model, String from, String to, CopyOptions options) {
    Set<ErrorCode> errors =
        new TreeSet<>(
            BlobRules.writeErrors(
                model,
                to,
                options.targetCondition(),
                Feature.COPY_TARGET_IF,
                Feature.COPY_TARGET_IF));
    if ((!options.sourceConditions().isNone() && !model.has(Feature.COPY_SOURCE_IF))
        || (options.replacementTags().isPresent() && !model.has(Feature.TAGS))) {
      errors.add(ErrorCode.UNSUPPORTED);
    }
    if (errors.contains(ErrorCode.UNSUPPORTED)) {
      return Permitted.failed(ErrorCode.UNSUPPORTED, model);
    }
    boolean ontoItself =
        from.equals(to) && options.replacement().isEmpty() && options.checksumAlgorithm().isEmpty();
    ModelBlob source = model.blob(from);
    if (source == null) {
      errors.add(ErrorCode.NO_SUCH_KEY);
      if (ontoItself) {
        errors.add(ErrorCode.INVALID_REQUEST); // which is looked at first is not told (COPY-09)
      }
      return Permitted.failed(errors, model);
    }
    ReadRules.Weighed weighed =
        BlobRules.weigh(
            options.sourceConditions(),
            source,
            rule ->
                model.deviatesFrom(rule)
                    || (rule.equals("GET-62") && model.deviatesFrom("COPY-12")));
    boolean mayPass = weighed.mayPass() && errors.isEmpty();
    if (!weighed.codes().isEmpty()) {
      errors.add(ErrorCode.PRECONDITION_FAILED);
    }
    if (ontoItself) {
      // Allowed where the bucket is configured to encrypt by default; whether other tags alone make
      // it another blob is not told (COPY-09).
      errors.add(ErrorCode.INVALID_REQUEST);
    }
    Permitted failed = Permitted.failed(errors, model);
    return mayPass ? failed.or(BlobRules.keyed(model, copied(model, to, source, options))) : failed;
  }

  private static Permitted copied(Model model, String to, ModelBlob source, CopyOptions options) {
    Set<Tags> tags = new LinkedHashSet<>();
    options.replacementTags().ifPresentOrElse(tags::add, () -> tags.addAll(source.tags()));
    if (model.deviatesFrom("COPY-07")) {
      tags.addAll(source.tags());
      tags.add(Tags.none());
    }
    ModelBlob copy =
        options
            .replacement()
            .map(it -> source.with(it.headers(), it.metadata()))
            .orElse(source)
            .withTags(tags);
    Permitted copied = BlobRules.wrote(model, to, copy, Optional.of(Digests.etag(source.bytes())));
    return model.deviatesFrom("COPY-11")
        ? copied.or(BlobRules.wrote(model, to, copy, Optional.of(source.etag())))
        : copied;
  }
}

package io.holdall.tck.model;

import io.holdall.CompleteOptions;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.PutOptions;
import io.holdall.Tags;
import io.holdall.UploadedPart;
import io.holdall.WriteCondition;
import io.holdall.tck.model.ModelUpload.Change;
import io.holdall.tck.model.ModelUpload.State;
import io.holdall.tck.model.Permitted.Accepted;
import io.holdall.tck.model.Permitted.Rejected;
import io.holdall.tck.model.Permitted.Verdict;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What multipart uploads may answer. Pure functions. */
public final class UploadRules {
  private UploadRules() {}

  public static Permitted start(Model model, String key, PutOptions options) {
    if (!model.has(Feature.MULTIPART)
        || (!options.tags().asMap().isEmpty() && !model.has(Feature.TAGS))) {
      return Permitted.failed(ErrorCode.UNSUPPORTED, model);
    }
    Permitted started =
        Permitted.answer(
            "an upload of its own",
            Answer.Started.class,
            answer ->
                model.uploads().stream().anyMatch(it -> it.id().equals(answer.id()))
                    ? new Rejected("the id was given before: " + answer.id())
                    : new Accepted(model.with(ModelUpload.started(answer.id(), key, options))));
    return model.has(Feature.ANY_KEY)
        ? started
        : started.or(Permitted.failed(ErrorCode.INVALID_ARGUMENT, model));
  }

  private static Permitted gone(Model model) {
    return Permitted.failed(ErrorCode.NO_SUCH_UPLOAD, model);
  }

  public static Permitted uploadPart(
      Model model, ModelUpload upload, int number, byte[] bytes, Optional<ErrorCode> bodyFails) {
    if (!upload.mayBeOpen()) {
      // The body may have been read first.
      return bodyFails
          .map(code -> gone(model).or(Permitted.failed(code, model)))
          .orElseGet(() -> gone(model));
    }
    if (bodyFails.isPresent()) {
      return unsure(model, upload, Permitted.failed(bodyFails.get(), model));
    }
    Permitted stored =
        Permitted.answer(
            "part " + number + " of " + bytes.length + " bytes",
            Answer.Part.class,
            answer -> {
              UploadedPart part = answer.part();
              if (part.number() != number) {
                return new Rejected("the number: " + part.number());
              }
              ETag expected = Digests.etag(bytes);
              if (model.has(Feature.MD5_ETAG) && !part.etag().equals(expected)) {
                return new Rejected("the ETag: " + part.etag() + " for " + expected);
              }
              return new Accepted(
                  model.with(
                      upload.with(number, new ModelUpload.Part(bytes, part)).now(State.OPEN)));
            });
    return unsure(model, upload, stored);
  }

  private static Permitted unsure(Model model, ModelUpload upload, Permitted ifOpen) {
    return upload.state() == State.OPEN_OR_GONE
        ? ifOpen.or(gone(model.with(upload.now(State.ABORTED))))
        : ifOpen;
  }

  public static Permitted parts(Model model, ModelUpload upload) {
    if (!upload.mayBeOpen()) {
      return gone(model);
    }
    Permitted listed =
        Permitted.answer(
            "the parts " + upload.parts().keySet(),
            Answer.Parts.class,
            answer -> {
              List<String> expected =
                  upload.parts().values().stream()
                      .map(it -> line(it.told(), it.bytes().length))
                      .toList();
              List<String> actual =
                  answer.parts().stream().map(it -> line(it.part(), it.size())).toList();
              return actual.equals(expected)
                  ? new Accepted(model.with(upload.now(State.OPEN)))
                  : new Rejected("the parts: " + actual + " for " + expected);
            });
    return unsure(model, upload, listed);
  }

  private static String line(UploadedPart part, long size) {
    return part.number() + ": " + size + " bytes, " + part.etag();
  }

  public static Permitted abort(Model model, ModelUpload upload) {
    return upload.mayBeOpen()
        ? unsure(model, upload, Permitted.done(model.with(upload.now(State.ABORTED))))
        : gone(model);
  }

  public static Permitted uploads(Model model, String prefix) {
    if (!model.has(Feature.MULTIPART)) {
      return Permitted.failed(ErrorCode.UNSUPPORTED, model);
    }
    List<ModelUpload> open =
        model.uploads().stream()
            .filter(it -> it.mayBeOpen() && it.key().startsWith(prefix))
            .sorted(Comparator.comparing(ModelUpload::key, ListRules.ORDER))
            .toList();
    return Permitted.answer(
        "the open uploads " + open.stream().map(ModelUpload::id).toList(),
        Answer.Uploads.class,
        answer -> compareUploads(model, open, answer));
  }

  private static Verdict compareUploads(
      Model model, List<ModelUpload> open, Answer.Uploads answer) {
    Set<String> listed = new HashSet<>();
    answer.uploads().forEach(it -> listed.add(it.id()));
    List<String> expected =
        open.stream()
            .filter(it -> it.state() == State.OPEN || listed.contains(it.id()))
            .map(it -> it.key() + " " + it.id())
            .toList();
    List<String> actual = answer.uploads().stream().map(it -> it.key() + " " + it.id()).toList();
    return sameUpToTies(expected, actual, !model.deviatesFrom("MPU-53"))
        ? new Accepted(model)
        : new Rejected("the uploads: " + actual + " for " + expected);
  }

  /** Uploads of one key that began in the same second may come in any order. */
  private static boolean sameUpToTies(List<String> expected, List<String> actual, boolean ordered) {
    List<String> a = new ArrayList<>(expected);
    List<String> b = new ArrayList<>(actual);
    List<String> keysA = a.stream().map(it -> it.substring(0, it.lastIndexOf(' '))).toList();
    List<String> keysB = b.stream().map(it -> it.substring(0, it.lastIndexOf(' '))).toList();
    a.sort(null);
    b.sort(null);
    return a.equals(b) && (!ordered || keysA.equals(keysB));
  }

  public static Permitted complete(
      Model model, ModelUpload upload, List<UploadedPart> parts, CompleteOptions options) {
    boolean conditional = !(options.condition() instanceof WriteCondition.Always);
    if (conditional && !model.has(Feature.COMPLETE_IF)) {
      return Permitted.failed(ErrorCode.UNSUPPORTED, model);
    }
    Set<ErrorCode> errors = EnumSet.noneOf(ErrorCode.class);
    errors.addAll(partErrors(model, upload, parts));
    if (!upload.mayBeOpen()) {
      errors.add(ErrorCode.NO_SUCH_UPLOAD);
      if (model.deviatesFrom("MPU-08")) {
        errors.add(ErrorCode.INTERNAL);
      }
      Permitted failed = Permitted.failed(errors, model);
      // Shortly after a completion the same one may be answered again (MPU-39).
      return upload.state() == State.COMPLETED
          ? failed.or(
              Permitted.answer("the same again", Answer.Wrote.class, it -> new Accepted(model)))
          : failed;
    }
    Model afterRefusal = model.with(upload.now(State.OPEN_OR_GONE));
    Set<ErrorCode> refused =
        BlobRules.writeErrors(
            model, upload.key(), options.condition(), Feature.COMPLETE_IF, Feature.COMPLETE_IF);
    boolean mayPass = errors.isEmpty() && refused.isEmpty();
    if (conditional && refused.isEmpty() && upload.keyChanged() != Change.NONE) {
      refused.add(ErrorCode.CONFLICT);
      mayPass &= upload.keyChanged() == Change.PERHAPS || model.deviatesFrom("COND-10b");
    }
    Permitted permitted =
        failedByParts(model, upload, errors).or(Permitted.failed(refused, afterRefusal));
    if (mayPass) {
      permitted = permitted.or(published(model, upload, parts));
    }
    if (model.deviatesFrom("MPU-31b") && parts.size() < upload.parts().size()) {
      permitted =
          permitted.or(
              failedByParts(
                  model, upload, EnumSet.of(ErrorCode.INVALID_PART, ErrorCode.ENTITY_TOO_SMALL)));
    }
    if (model.deviatesFrom("MPU-32") && errors.contains(ErrorCode.INVALID_PART_ORDER)) {
      permitted = permitted.or(inOrder(model, upload, parts, refused.isEmpty()));
    }
    return unsure(model, upload, permitted);
  }

  /** What a store answers that puts the listed parts in order. */
  private static Permitted inOrder(
      Model model, ModelUpload upload, List<UploadedPart> parts, boolean mayPass) {
    List<UploadedPart> sorted =
        parts.stream().sorted(Comparator.comparingInt(UploadedPart::number)).toList();
    Set<ErrorCode> errors = partErrors(model, upload, sorted);
    return errors.isEmpty() && mayPass
        ? published(model, upload, sorted)
        : failedByParts(model, upload, errors);
  }

  /** Only of parts that are too small is it settled that the upload outlives them (MPU-34). */
  private static Permitted failedByParts(Model model, ModelUpload upload, Set<ErrorCode> errors) {
    Set<ErrorCode> others = EnumSet.noneOf(ErrorCode.class);
    others.addAll(errors);
    boolean tooSmall = others.remove(ErrorCode.ENTITY_TOO_SMALL);
    return Permitted.failed(tooSmall ? EnumSet.of(ErrorCode.ENTITY_TOO_SMALL) : Set.of(), model)
        .or(Permitted.failed(others, model.with(upload.now(State.OPEN_OR_GONE))));
  }

  private static Set<ErrorCode> partErrors(
      Model model, ModelUpload upload, List<UploadedPart> parts) {
    Set<ErrorCode> errors = EnumSet.noneOf(ErrorCode.class);
    if (parts.isEmpty()) {
      errors.add(ErrorCode.INVALID_REQUEST);
    }
    for (int i = 0; i < parts.size(); i++) {
      UploadedPart part = parts.get(i);
      if (i > 0 && parts.get(i - 1).number() >= part.number()) {
        errors.add(ErrorCode.INVALID_PART_ORDER);
      }
      ModelUpload.Part stored = upload.parts().get(part.number());
      if (stored == null || !stored.told().etag().equals(part.etag())) {
        errors.add(ErrorCode.INVALID_PART);
      } else if (i < parts.size() - 1 && stored.bytes().length < model.limits().minPartSize()) {
        errors.add(ErrorCode.ENTITY_TOO_SMALL);
      }
    }
    return errors;
  }

  private static Permitted published(Model model, ModelUpload upload, List<UploadedPart> parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    List<byte[]> bodies = new ArrayList<>();
    for (UploadedPart part : parts) {
      ModelUpload.Part stored = upload.parts().get(part.number());
      if (stored == null) {
        throw new IllegalStateException("the parts have been checked before");
      }
      whole.writeBytes(stored.bytes());
      bodies.add(stored.bytes());
    }
    PutOptions options = upload.options();
    ETag etag = Digests.etagOfParts(bodies);
    ModelBlob blob =
        new ModelBlob(
            whole.toByteArray(),
            etag,
            options.headers(),
            options.metadata(),
            model.deviatesFrom("TAG-11b")
                ? new HashSet<>(List.of(options.tags(), Tags.none()))
                : Set.of(options.tags()),
            Optional.empty(),
            null);
    Model completed = model.with(upload.now(State.COMPLETED));
    return BlobRules.wrote(completed, upload.key(), blob, Optional.of(etag));
  }
}

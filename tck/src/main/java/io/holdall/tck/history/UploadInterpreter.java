package io.holdall.tck.history;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.CompleteOptions;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.UploadedPart;
import io.holdall.tck.gen.Bodies;
import io.holdall.tck.gen.Content;
import io.holdall.tck.gen.KeySet;
import io.holdall.tck.model.Answer;
import io.holdall.tck.model.Model;
import io.holdall.tck.model.ModelUpload;
import io.holdall.tck.model.UploadRules;
import java.util.List;
import java.util.Optional;

/** Makes the calls of a history that are about uploads in parts. */
final class UploadInterpreter {
  private final Bucket bucket;
  private final KeySet keys;
  private final Calls calls;

  UploadInterpreter(Bucket bucket, KeySet keys, Calls calls) {
    this.bucket = bucket;
    this.keys = keys;
    this.calls = calls;
  }

  Model start(Model model, String key, Step step) {
    PutOptions options = Choices.options(model, step.how());
    return UploadRules.start(model, key, options)
        .after(calls.ask(() -> new Answer.Started(bucket.startUpload(key, options).id())));
  }

  Model onUpload(Model model, Step step) {
    return UploadChoices.upload(model, step)
        .map(upload -> onUpload(model, upload, step))
        .orElse(model);
  }

  private Model onUpload(Model model, ModelUpload upload, Step step) {
    MultipartUpload handle = bucket.upload(upload.key(), upload.id());
    int number = 1 + step.other() % 3;
    Content content =
        calls.content(step).longer(); // whether a part may be empty is not settled (MPU-06)
    return switch (step.verb()) {
      case PART -> {
        Body body = Bodies.form(content, step.how(), calls::describe);
        yield UploadRules.uploadPart(model, upload, number, content.bytes(), Optional.empty())
            .after(calls.ask(() -> new Answer.Part(handle.uploadPart(number, body))));
      }
      case PART_FAILING -> {
        Calls.Failing failing = calls.failing(content, step);
        yield UploadRules.uploadPart(
                model, upload, number, content.bytes(), Optional.of(failing.code()))
            .after(calls.ask(() -> new Answer.Part(handle.uploadPart(number, failing.body()))));
      }
      case PARTS ->
          UploadRules.parts(model, upload).after(calls.ask(() -> new Answer.Parts(handle.parts())));
      case COMPLETE -> {
        List<UploadedPart> parts = UploadChoices.parts(upload, step);
        CompleteOptions options =
            CompleteOptions.defaults()
                .condition(Choices.writeCondition(model, upload.key(), step.when()));
        yield UploadRules.complete(model, upload, parts, options)
            .after(calls.ask(() -> Calls.wrote(handle.complete(parts, options))));
      }
      case ABORT -> UploadRules.abort(model, upload).after(calls.act(handle::abort));
      default -> throw new IllegalStateException("not about an upload: " + step);
    };
  }

  Model uploads(Model model, Step step) {
    String prefix =
        step.how() % 2 == 0 ? "" : Choices.beginning(keys.at(step.key()), step.how() / 2);
    return UploadRules.uploads(model, prefix)
        .after(calls.ask(() -> new Answer.Uploads(bucket.listUploads(prefix).toList())));
  }
}

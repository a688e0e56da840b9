package io.holdall.tck.history;

import io.holdall.Blob;
import io.holdall.BlobStoreException;
import io.holdall.BlobWriter;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.CompleteOptions;
import io.holdall.CopyOptions;
import io.holdall.DeleteOutcome;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UploadedPart;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Bodies;
import io.holdall.tck.gen.Content;
import io.holdall.tck.gen.KeySet;
import io.holdall.tck.model.Answer;
import io.holdall.tck.model.BlobRules;
import io.holdall.tck.model.CopyRules;
import io.holdall.tck.model.Model;
import io.holdall.tck.model.ModelUpload;
import io.holdall.tck.model.PageRules;
import io.holdall.tck.model.TagRules;
import io.holdall.tck.model.UploadRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes the calls of a history and compares the answers with what the model permits. */
final class Interpreter {
  private final Sandbox sandbox;
  private final Bucket bucket;
  private final KeySet keys;
  private final Consumer<Answer> answered;

  /** Tells contents apart, so that no two puts of a history store the same bytes by accident. */
  private int contents;

  /**
   * @param sandbox whose bucket is called
   * @param answered is told each answer before it is compared
   */
  Interpreter(Sandbox sandbox, KeySet keys, Consumer<Answer> answered) {
    this.sandbox = sandbox;
    this.bucket = sandbox.bucket();
    this.keys = keys;
    this.answered = answered;
  }

  /**
   * @return the store behind the call
   * @throws AssertionError if the answer is not permitted
   */
  Model step(Model model, Step step) {
    String key = keys.at(step.key());
    return switch (step.verb()) {
      case PUT -> put(model, key, step);
      case PUT_FAILING -> putFailing(model, key, step);
      case WRITE -> write(model, key, step);
      case WRITE_ABORTED -> writeAborted(model, key, step);
      case GET -> get(model, key, step);
      case HEAD -> head(model, key, step);
      case FIND -> find(model, key);
      case DELETE -> delete(model, Choices.doomed(model, key, step));
      case DELETE_IF -> deleteIf(model, key, step);
      case DELETE_ALL -> deleteAll(model, step);
      case COPY -> copy(model, key, step);
      case LIST -> list(model, Choices.list(model, keys, step));
      case LIST_NEXT -> listNext(model, step);
      case START -> start(model, key, step);
      case PART, PART_FAILING, PARTS, COMPLETE, ABORT -> onUpload(model, step);
      case UPLOADS -> uploads(model, step);
      case TAGS -> TagRules.tags(model, key).after(ask(() -> new Answer.TagSet(bucket.tags(key))));
      case SET_TAGS -> setTags(model, key, Choices.tags(step.how()));
      case DELETE_TAGS ->
          TagRules.setTags(model, key, Tags.none()).after(act(() -> bucket.deleteTags(key)));
    };
  }

  /** Looks at every key and at the whole listing. */
  void compareAll(Model model) {
    Model now = list(model, ListOptions.all());
    for (String key : keys.keys()) {
      now = find(now, key);
      now = read(now, key, GetOptions.defaults());
    }
  }

  private Content content(Step step) {
    return new Content(step.size(), ++contents & 0xFF);
  }

  private Answer ask(Supplier<Answer> call) {
    Answer answer;
    try {
      answer = call.get();
    } catch (BlobStoreException e) {
      answer = new Answer.Failed(e.code());
    }
    answered.accept(answer);
    return answer;
  }

  private Answer act(Runnable call) {
    return ask(
        () -> {
          call.run();
          return new Answer.Done();
        });
  }

  private static Answer wrote(PutResult result) {
    return new Answer.Wrote(result.etag(), result.checksum());
  }

  private Model put(Model model, String key, Step step) {
    Content content = content(step);
    PutOptions options =
        Choices.options(model, step.how())
            .condition(Choices.writeCondition(model, key, step.when()));
    Body body = Bodies.form(content, step.other(), sandbox::describe);
    return BlobRules.put(model, key, content.bytes(), options, Optional.empty())
        .after(ask(() -> wrote(bucket.put(key, body, options))));
  }

  private Model putFailing(Model model, String key, Step step) {
    Content content = content(step);
    PutOptions options =
        Choices.options(model, step.how())
            .condition(Choices.writeCondition(model, key, step.when()));
    Failing failing = failing(content, step);
    return BlobRules.put(model, key, content.bytes(), options, Optional.of(failing.code()))
        .after(ask(() -> wrote(bucket.put(key, failing.body(), options))));
  }

  private record Failing(Body body, ErrorCode code) {}

  private Failing failing(Content content, Step step) {
    return switch (step.other() % 3) {
      case 0 ->
          new Failing(
              Bodies.tooShort(content, 1 + step.how() % 3, sandbox::describe),
              ErrorCode.INCOMPLETE_BODY);
      case 1 ->
          new Failing(
              Bodies.failing(content, 1 + step.how() % 3, sandbox::describe),
              ErrorCode.BODY_FAILED);
      default -> new Failing(Bodies.failing(content, -1, sandbox::describe), ErrorCode.BODY_FAILED);
    };
  }

  private Model write(Model model, String key, Step step) {
    Content content = content(step);
    PutOptions options =
        Choices.options(model, step.how())
            .condition(Choices.writeCondition(model, key, step.when()));
    return BlobRules.put(model, key, content.bytes(), options, Optional.empty())
        .after(
            ask(
                () -> {
                  try (BlobWriter writer = bucket.writer(key, options)) {
                    sandbox.write(writer, content);
                    return wrote(sandbox.commit(writer));
                  }
                }));
  }

  private Model writeAborted(Model model, String key, Step step) {
    return BlobRules.find(model, key)
        .after(
            ask(
                () -> {
                  try (BlobWriter writer =
                      bucket.writer(key, Choices.options(model, step.how() % 8))) {
                    sandbox.write(writer, content(step));
                    sandbox.close(writer);
                  }
                  return new Answer.Found(bucket.find(key));
                }));
  }

  private Model get(Model model, String key, Step step) {
    Model known = Choices.looksAtTime(step.when()) ? find(model, key) : model;
    GetOptions options =
        GetOptions.defaults().conditions(Choices.readConditions(known, key, step.when()));
    Optional<GetOptions> ranged = Choices.range(step.how(), step.size()).map(options::range);
    return read(known, key, ranged.orElse(options));
  }

  private Model read(Model model, String key, GetOptions options) {
    return BlobRules.get(model, key, options)
        .after(
            ask(
                () -> {
                  try (Blob blob = bucket.get(key, options)) {
                    return new Answer.Read(blob.attributes(), blob.span(), blob.bytes());
                  }
                }));
  }

  private Model head(Model model, String key, Step step) {
    Model known = Choices.looksAtTime(step.when()) ? find(model, key) : model;
    ReadConditions conditions = Choices.readConditions(known, key, step.when());
    return BlobRules.head(known, key, conditions)
        .after(ask(() -> new Answer.Looked(bucket.head(key, conditions))));
  }

  private Model find(Model model, String key) {
    return BlobRules.find(model, key).after(ask(() -> new Answer.Found(bucket.find(key))));
  }

  private Model delete(Model model, String key) {
    return BlobRules.delete(model, key).after(act(() -> bucket.delete(key)));
  }

  private Model deleteIf(Model model, String key, Step step) {
    ETag etag = step.how() % 4 == 3 ? ETag.of("*") : Choices.etag(model, key, step.how() % 4);
    return BlobRules.delete(model, key, etag).after(act(() -> bucket.delete(key, etag)));
  }

  private Model deleteAll(Model model, Step step) {
    List<String> doomed = new ArrayList<>();
    for (int i = 0; i <= step.size() % keys.size(); i++) {
      doomed.add(keys.at(step.key() + i));
    }
    return BlobRules.deleteAll(model, doomed)
        .after(
            ask(
                () ->
                    new Answer.Outcomes(
                        bucket.deleteAll(doomed).stream()
                            .map(DeleteOutcome::error)
                            .map(error -> error.map(BlobStoreException::code))
                            .toList())));
  }

  private Model copy(Model model, String to, Step step) {
    String from = keys.at(step.other());
    Model known = Choices.looksAtTime(step.when()) ? find(model, from) : model;
    CopyOptions options = Choices.copyOptions(known, from, to, step);
    return CopyRules.copy(known, from, to, options)
        .after(ask(() -> wrote(bucket.copy(bucket.ref(from), to, options))));
  }

  private Model list(Model model, ListOptions options) {
    return PageRules.first(model, options)
        .after(ask(() -> new Answer.Page(bucket.listPage(options))));
  }

  /** Where no listing is under way, one begins. */
  private Model listNext(Model model, Step step) {
    if (model.cursor().isEmpty()) {
      return list(model, ListOptions.all().pageSize(1 + step.size() % 2));
    }
    Model.Cursor cursor = model.cursor().get();
    ListOptions options = cursor.options().continueFrom(cursor.token());
    return PageRules.next(model).after(ask(() -> new Answer.Page(bucket.listPage(options))));
  }

  private Model setTags(Model model, String key, Tags tags) {
    return TagRules.setTags(model, key, tags).after(act(() -> bucket.setTags(key, tags)));
  }

  private Model start(Model model, String key, Step step) {
    PutOptions options = Choices.options(model, step.how());
    return UploadRules.start(model, key, options)
        .after(ask(() -> new Answer.Started(bucket.startUpload(key, options).id())));
  }

  private Model onUpload(Model model, Step step) {
    return UploadChoices.upload(model, step)
        .map(upload -> onUpload(model, upload, step))
        .orElse(model);
  }

  private Model onUpload(Model model, ModelUpload upload, Step step) {
    MultipartUpload handle = bucket.upload(upload.key(), upload.id());
    int number = 1 + step.other() % 3;
    Content content = content(step).longer(); // whether a part may be empty is not settled (MPU-06)
    return switch (step.verb()) {
      case PART -> {
        Body body = Bodies.form(content, step.how(), sandbox::describe);
        yield UploadRules.uploadPart(model, upload, number, content.bytes(), Optional.empty())
            .after(ask(() -> new Answer.Part(handle.uploadPart(number, body))));
      }
      case PART_FAILING -> {
        Failing failing = failing(content, step);
        yield UploadRules.uploadPart(
                model, upload, number, content.bytes(), Optional.of(failing.code()))
            .after(ask(() -> new Answer.Part(handle.uploadPart(number, failing.body()))));
      }
      case PARTS ->
          UploadRules.parts(model, upload).after(ask(() -> new Answer.Parts(handle.parts())));
      case COMPLETE -> {
        List<UploadedPart> parts = UploadChoices.parts(upload, step);
        CompleteOptions options =
            CompleteOptions.defaults()
                .condition(Choices.writeCondition(model, upload.key(), step.when()));
        yield UploadRules.complete(model, upload, parts, options)
            .after(ask(() -> wrote(handle.complete(parts, options))));
      }
      case ABORT -> UploadRules.abort(model, upload).after(act(handle::abort));
      default -> throw new IllegalStateException("not about an upload: " + step);
    };
  }

  private Model uploads(Model model, Step step) {
    String prefix =
        step.how() % 2 == 0 ? "" : Choices.beginning(keys.at(step.key()), step.how() / 2);
    return UploadRules.uploads(model, prefix)
        .after(ask(() -> new Answer.Uploads(bucket.listUploads(prefix).toList())));
  }
}

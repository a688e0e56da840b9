package io.holdall.tck.history;

import io.holdall.Blob;
import io.holdall.BlobStoreException;
import io.holdall.BlobWriter;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.CopyOptions;
import io.holdall.DeleteOutcome;
import io.holdall.ETag;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Bodies;
import io.holdall.tck.gen.Content;
import io.holdall.tck.gen.KeySet;
import io.holdall.tck.model.Answer;
import io.holdall.tck.model.BlobRules;
import io.holdall.tck.model.CopyRules;
import io.holdall.tck.model.Model;
import io.holdall.tck.model.PageRules;
import io.holdall.tck.model.TagRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the calls of a history and compares the answers with what the model permits. */
final class Interpreter {
  private final Sandbox sandbox;
  private final Bucket bucket;
  private final KeySet keys;
  private final Calls calls;
  private final UploadInterpreter uploads;

  /**
   * @param sandbox whose bucket is called
   * @param answered is told each answer before it is compared
   */
  Interpreter(Sandbox sandbox, KeySet keys, Consumer<Answer> answered) {
    this.sandbox = sandbox;
    this.bucket = sandbox.bucket();
    this.keys = keys;
    this.calls = new Calls(sandbox, answered);
    this.uploads = new UploadInterpreter(bucket, keys, calls);
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
      case START -> uploads.start(model, key, step);
      case PART, PART_FAILING, PARTS, COMPLETE, ABORT -> uploads.onUpload(model, step);
      case UPLOADS -> uploads.uploads(model, step);
      case TAGS ->
          TagRules.tags(model, key).after(calls.ask(() -> new Answer.TagSet(bucket.tags(key))));
      case SET_TAGS -> setTags(model, key, Choices.tags(step.how()));
      case DELETE_TAGS ->
          TagRules.setTags(model, key, Tags.none()).after(calls.act(() -> bucket.deleteTags(key)));
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

  private Model put(Model model, String key, Step step) {
    Content content = calls.content(step);
    PutOptions options =
        Choices.options(model, step.how())
            .condition(Choices.writeCondition(model, key, step.when()));
    Body body = Bodies.form(content, step.other(), sandbox::describe);
    return BlobRules.put(model, key, content.bytes(), options, Optional.empty())
        .after(calls.ask(() -> Calls.wrote(bucket.put(key, body, options))));
  }

  private Model putFailing(Model model, String key, Step step) {
    Content content = calls.content(step);
    PutOptions options =
        Choices.options(model, step.how())
            .condition(Choices.writeCondition(model, key, step.when()));
    Calls.Failing failing = calls.failing(content, step);
    return BlobRules.put(model, key, content.bytes(), options, Optional.of(failing.code()))
        .after(calls.ask(() -> Calls.wrote(bucket.put(key, failing.body(), options))));
  }

  private Model write(Model model, String key, Step step) {
    Content content = calls.content(step);
    PutOptions options =
        Choices.options(model, step.how())
            .condition(Choices.writeCondition(model, key, step.when()));
    return BlobRules.put(model, key, content.bytes(), options, Optional.empty())
        .after(
            calls.ask(
                () -> {
                  try (BlobWriter writer = bucket.writer(key, options)) {
                    sandbox.write(writer, content);
                    return Calls.wrote(sandbox.commit(writer));
                  }
                }));
  }

  private Model writeAborted(Model model, String key, Step step) {
    return BlobRules.find(model, key)
        .after(
            calls.ask(
                () -> {
                  try (BlobWriter writer =
                      bucket.writer(key, Choices.options(model, step.how() % 8))) {
                    sandbox.write(writer, calls.content(step));
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
            calls.ask(
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
        .after(calls.ask(() -> new Answer.Looked(bucket.head(key, conditions))));
  }

  private Model find(Model model, String key) {
    return BlobRules.find(model, key).after(calls.ask(() -> new Answer.Found(bucket.find(key))));
  }

  private Model delete(Model model, String key) {
    return BlobRules.delete(model, key).after(calls.act(() -> bucket.delete(key)));
  }

  private Model deleteIf(Model model, String key, Step step) {
    ETag etag = step.how() % 4 == 3 ? ETag.of("*") : Choices.etag(model, key, step.how() % 4);
    return BlobRules.delete(model, key, etag).after(calls.act(() -> bucket.delete(key, etag)));
  }

  private Model deleteAll(Model model, Step step) {
    List<String> doomed = new ArrayList<>();
    for (int i = 0; i <= step.size() % keys.size(); i++) {
      doomed.add(keys.at(step.key() + i));
    }
    return BlobRules.deleteAll(model, doomed)
        .after(
            calls.ask(
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
        .after(calls.ask(() -> Calls.wrote(bucket.copy(bucket.ref(from), to, options))));
  }

  private Model list(Model model, ListOptions options) {
    return PageRules.first(model, options)
        .after(calls.ask(() -> new Answer.Page(bucket.listPage(options))));
  }

  /** Where no listing is under way, one begins. */
  private Model listNext(Model model, Step step) {
    if (model.cursor().isEmpty()) {
      return list(model, ListOptions.all().pageSize(1 + step.size() % 2));
    }
    Model.Cursor cursor = model.cursor().get();
    ListOptions options = cursor.options().continueFrom(cursor.token());
    return PageRules.next(model).after(calls.ask(() -> new Answer.Page(bucket.listPage(options))));
  }

  private Model setTags(Model model, String key, Tags tags) {
    return TagRules.setTags(model, key, tags).after(calls.act(() -> bucket.setTags(key, tags)));
  }
}

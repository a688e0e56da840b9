package io.holdall.tck.history;

import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.ErrorCode;
import io.holdall.PutResult;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Bodies;
import io.holdall.tck.gen.Content;
import io.holdall.tck.model.Answer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes calls and tells their answers, and makes up what they are given. */
final class Calls {
  private final Sandbox sandbox;
  private final Consumer<Answer> answered;

  /** Tells contents apart, so that no two puts of a history store the same bytes by accident. */
  private int contents;

  /**
   * @param answered is told each answer before it is compared
   */
  Calls(Sandbox sandbox, Consumer<Answer> answered) {
    this.sandbox = sandbox;
    this.answered = answered;
  }

  Content content(Step step) {
    return new Content(step.size(), ++contents & 0xFF);
  }

  Answer ask(Supplier<Answer> call) {
    Answer answer;
    try {
      answer = call.get();
    } catch (BlobStoreException e) {
      answer = new Answer.Failed(e.code());
    }
    answered.accept(answer);
    return answer;
  }

  Answer act(Runnable call) {
    return ask(
        () -> {
          call.run();
          return new Answer.Done();
        });
  }

  static Answer wrote(PutResult result) {
    return new Answer.Wrote(result.etag(), result.checksum());
  }

  /** Says how a body is made. */
  Body describe(Body body, String code) {
    return sandbox.describe(body, code);
  }

  record Failing(Body body, ErrorCode code) {}

  Failing failing(Content content, Step step) {
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
}

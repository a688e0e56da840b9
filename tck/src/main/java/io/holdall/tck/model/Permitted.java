package io.holdall.tck.model;

import io.holdall.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All the answers that S3 may give to a call, and what each would make of the store. Immutable. */
public final class Permitted {
  /** What comparing one answer with one that is permitted gave. */
  public sealed interface Verdict {}

  /** The answer is permitted, and this is the store behind it. */
  public record Accepted(Model then) implements Verdict {}

  /** The answer is of the right kind and wrong in this. */
  public record Rejected(String why) implements Verdict {}

  private record Choice(String what, Function<Answer, Optional<Verdict>> compare) {}

  private final List<Choice> choices;

  private Permitted(List<Choice> choices) {
    this.choices = List.copyOf(choices);
  }

  /**
   * One permitted answer.
   *
   * @param what in words
   * @param kind of answer
   * @param compare for answers of this kind
   */
  static <A extends Answer> Permitted answer(
      String what, Class<A> kind, Function<A, Verdict> compare) {
    return new Permitted(
        List.of(
            new Choice(
                what,
                answer ->
                    kind.isInstance(answer)
                        ? Optional.of(compare.apply(kind.cast(answer)))
                        : Optional.empty())));
  }

  /** Nothing but success. */
  static Permitted done(Model then) {
    return answer("success", Answer.Done.class, done -> new Accepted(then));
  }

  /** Any of these errors, and nothing changed. */
  static Permitted failed(Collection<ErrorCode> codes, Model same) {
    return new Permitted(
        codes.stream()
            .sorted()
            .map(
                code ->
                    new Choice(
                        code.toString(),
                        answer ->
                            answer.equals(new Answer.Failed(code))
                                ? Optional.of(new Accepted(same))
                                : Optional.empty()))
            .toList());
  }

  static Permitted failed(ErrorCode code, Model same) {
    return failed(List.of(code), same);
  }

  /** What either permits. */
  Permitted or(Permitted other) {
    List<Choice> both = new ArrayList<>(choices);
    both.addAll(other.choices);
    return new Permitted(both);
  }

  /**
   * The store behind an answer.
   *
   * @throws AssertionError if the answer is not permitted, saying what would be and what is wrong
   */
  public Model after(Answer answer) {
    StringBuilder why = new StringBuilder();
    for (Choice choice : choices) {
      Optional<Verdict> verdict = choice.compare().apply(answer);
      if (verdict.isPresent() && verdict.get() instanceof Accepted accepted) {
        return accepted.then();
      }
      verdict.ifPresent(it -> why.append("\n  wrong is: ").append(((Rejected) it).why()));
    }
    throw new AssertionError("permitted was: %s%n  but it was: %s%s".formatted(this, answer, why));
  }

  @Override
  public String toString() {
    return choices.stream().map(Choice::what).collect(Collectors.joining(", or "));
  }
}

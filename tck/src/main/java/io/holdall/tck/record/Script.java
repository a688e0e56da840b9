package io.holdall.tck.record;

import io.holdall.BlobAttributes;
import io.holdall.BlobStoreException;
import io.holdall.Body;
import io.holdall.ListEntry;
import io.holdall.ListPage;
import io.holdall.MultipartUpload;
import io.holdall.PutResult;
import io.holdall.UploadedPart;
import io.holdall.tck.gen.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls that were made on a store, to be written out as Java code if it comes to that.
 * Thread-safe; the order is that in which the calls began.
 */
public final class Script {
  /** Of a longer script the middle is left out. */
  private static final int MOST_LINES = 120;

  private static final class Line {
    final Function<JavaCode, String> code;
    final String stem;
    final int number;
    volatile @Nullable Object result;
    volatile @Nullable RuntimeException thrown;

    Line(String stem, int number, Function<JavaCode, String> code) {
      this.stem = stem;
      this.number = number;
      this.code = code;
    }

    String name() {
      return stem + number;
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final Map<Object, String> bodies = new HashMap<>();

  /**
   * Makes a call and writes it down.
   *
   * @param stem what the variable that takes the result is called, without its number; empty if
   *     there is none
   * @param code the call as an expression
   */
  <T extends @Nullable Object> T call(
      String stem, Function<JavaCode, String> code, Supplier<T> action) {
    Line line = add(stem, code);
    try {
      T result = action.get();
      line.result = result;
      return result;
    } catch (RuntimeException e) {
      line.thrown = e;
      throw e;
    }
  }

  /** Writes down a statement that is made elsewhere, without its semicolon. */
  public void note(String statement) {
    add("", code -> statement);
  }

  /** Says how a body is made that does not tell by itself. */
  public synchronized Body describe(Body body, String code) {
    bodies.put(body, code);
    return body;
  }

  private synchronized Line add(String stem, Function<JavaCode, String> code) {
    Line line = new Line(stem, lines.size() + 1, code);
    lines.add(line);
    return line;
  }

  /** All calls, one a line. */
  @Override
  public synchronized String toString() {
    Map<Object, String> names = new HashMap<>(bodies);
    JavaCode code = new JavaCode(names);
    List<String> text = new ArrayList<>();
    for (Line line : lines) {
      text.add(spell(line, code));
      name(line, names);
    }
    int left = text.size() - MOST_LINES;
    if (left > 0) {
      text.subList(MOST_LINES / 2, MOST_LINES / 2 + left).clear();
      text.add(MOST_LINES / 2, "// … " + left + " more calls …");
    }
    String script = String.join("\n", text);
    return script.contains(Content.METHOD + "(") ? script + "\n\n" + Content.SOURCE : script;
  }

  private static String spell(Line line, JavaCode code) {
    String call = line.code.apply(code);
    RuntimeException thrown = line.thrown;
    if (thrown != null) {
      String why =
          thrown instanceof BlobStoreException e ? e.code().toString() : String.valueOf(thrown);
      return "assertThrows(%s.class, () -> %s); // %s"
          .formatted(thrown.getClass().getSimpleName(), call, why.lines().findFirst().orElse(""));
    }
    String declared = line.stem.isEmpty() ? "" : "var " + line.name() + " = ";
    String comment = comment(line.result);
    return declared + call + ";" + (comment.isEmpty() ? "" : " // " + comment);
  }

  /** So that later lines can speak of what this one returned. */
  private static void name(Line line, Map<Object, String> names) {
    Object result = line.result;
    if (result instanceof PutResult put) {
      names.putIfAbsent(put.etag(), line.name() + ".etag()");
    } else if (result instanceof UploadedPart part) {
      names.putIfAbsent(part, line.name());
    } else if (result instanceof ListPage page) {
      page.nextToken()
          .ifPresent(token -> names.putIfAbsent(token, line.name() + ".nextToken().orElseThrow()"));
    } else if (result instanceof MultipartUpload upload) {
      names.putIfAbsent(upload.id(), line.name() + ".id()");
    }
  }

  private static String comment(@Nullable Object result) {
    if (result instanceof PutResult put) {
      return put.etag().toString();
    } else if (result instanceof BlobAttributes attributes) {
      return attributes.size() + " bytes, " + attributes.etag();
    } else if (result instanceof ListPage page) {
      return page.entries().stream()
              .map(ListEntry::name)
              .map(JavaCode::quoted)
              .collect(Collectors.joining(", ", "[", "]"))
          + (page.nextToken().isPresent() ? " and more" : "");
    } else if (result instanceof Boolean || result instanceof Optional<?>) {
      return String.valueOf(result);
    }
    return "";
  }
}

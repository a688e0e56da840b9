package io.holdall.tck.model;

import io.holdall.BlobInfo;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.ListEntry;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.tck.model.ListRules.Entry;
import io.holdall.tck.model.Permitted.Accepted;
import io.holdall.tck.model.Permitted.Rejected;
import io.holdall.tck.model.Permitted.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the pages of a listing may show. Pure functions. */
public final class PageRules {
  private PageRules() {}

  /** The first page of a listing. */
  public static Permitted first(Model model, ListOptions options) {
    if (!options.delimiter().isEmpty()
        && !options.delimiter().equals("/")
        && !model.has(Feature.ANY_DELIMITER)) {
      return Permitted.failed(ErrorCode.UNSUPPORTED, model);
    }
    return page(model, options, "");
  }

  /** The page behind the model's cursor, which must be there. */
  public static Permitted next(Model model) {
    Model.Cursor cursor = model.cursor().orElseThrow();
    Permitted page = page(model, cursor.options(), cursor.last());
    boolean stays =
        cursor.last().isEmpty()
            || ListRules.entries(model.blobs().keySet(), cursor.options()).stream()
                .anyMatch(entry -> entry.name().equals(cursor.last()));
    // Whether a token outlives the entry that it was given at is not settled (LIST-28).
    return stays
        ? page
        : page.or(Permitted.failed(ErrorCode.INVALID_TOKEN, model.with(Optional.empty())));
  }

  private static Permitted page(Model model, ListOptions options, String after) {
    List<Entry> rest =
        ListRules.entries(model.blobs().keySet(), options).stream()
            .filter(entry -> after.isEmpty() || ListRules.isAfter(entry, after))
            .toList();
    String what =
        rest.size() <= options.pageSize()
            ? "the page " + rest
            : "a page of " + rest.subList(0, options.pageSize()) + " and more";
    return Permitted.answer(
        what, Answer.Page.class, answer -> compare(model, options, after, rest, answer.page()));
  }

  private static Verdict compare(
      Model model, ListOptions options, String after, List<Entry> rest, ListPage page) {
    List<ListEntry> shown = page.entries();
    if (shown.size() > options.pageSize()) {
      return new Rejected(
          "the size: " + shown.size() + " entries on a page of " + options.pageSize());
    }
    Model learned = model;
    for (int i = 0; i < shown.size(); i++) {
      Optional<String> complaint = complaint(model, rest, i, shown.get(i));
      if (complaint.isPresent()) {
        return new Rejected(complaint.get());
      }
      if (shown.get(i) instanceof BlobInfo info) {
        ModelBlob blob = Objects.requireNonNull(learned.blob(info.key()));
        learned = learned.learned(info.key(), blob.seenAt(info.lastModified()));
      }
    }
    if (page.nextToken().isEmpty()) {
      return shown.size() == rest.size()
          ? new Accepted(learned.with(Optional.empty()))
          : new Rejected(
              "the end: there is no token, and missing is "
                  + rest.subList(shown.size(), rest.size()));
    }
    String last = shown.isEmpty() ? after : shown.get(shown.size() - 1).name();
    Model.Cursor cursor =
        new Model.Cursor(
            new ListOptions(
                options.prefix(),
                options.delimiter(),
                options.startAfter(),
                options.pageSize(),
                null),
            page.nextToken().get(),
            last);
    return new Accepted(learned.with(Optional.of(cursor)));
  }

  private static Optional<String> complaint(
      Model model, List<Entry> rest, int at, ListEntry shown) {
    Entry entry = new Entry(shown.name(), !(shown instanceof BlobInfo));
    if (at >= rest.size()) {
      return Optional.of("entry " + at + ": " + entry + " for none");
    } else if (!entry.equals(rest.get(at))) {
      return Optional.of("entry " + at + ": " + entry + " for " + rest.get(at));
    }
    ModelBlob blob = model.blob(shown.name());
    return shown instanceof BlobInfo info && blob != null
        ? blob.complaint(info.key(), info).map(why -> entry + ": " + why)
        : Optional.empty();
  }
}

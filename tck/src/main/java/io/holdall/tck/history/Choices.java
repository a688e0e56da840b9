package io.holdall.tck.history;

import io.holdall.ByteRange;
import io.holdall.ContentHeaders;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.ListOptions;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import io.holdall.tck.gen.KeySet;
import io.holdall.tck.model.Digests;
import io.holdall.tck.model.Model;
import io.holdall.tck.model.ModelBlob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of a {@link Step} mean, given what the store holds. Pure functions.
 *
 * <p>What a store is known to do otherwise is not chosen where the model does not know what would
 * be answered instead: a history that comes upon it would show nothing else.
 */
final class Choices {
  private static final List<String> DELIMITERS = List.of("", "", "", "/", "/", "a", ".", "\u00E9");

  private Choices() {}

  static KeySet keys(Model model, KeySet keys) {
    return model.deviatesFrom("LIST-01") ? keys.inOnePlane() : keys;
  }

  /** 0: the key's own tag; then tags of the past, of other blobs, and of none. */
  static ETag etag(Model model, String key, int which) {
    ModelBlob blob = model.blob(key);
    List<ETag> others = new ArrayList<>();
    others.addAll(model.retired());
    model.blobs().values().forEach(it -> others.add(it.etag()));
    others.add(Digests.NOBODYS);
    return which == 0 && blob != null
        ? blob.etag()
        : others.get(Math.floorMod(which - 1, others.size()));
  }

  static WriteCondition writeCondition(Model model, String key, int when) {
    return switch (Math.floorMod(when, 8)) {
      case 1 -> WriteCondition.ifAbsent();
      case 2 -> WriteCondition.ifMatch(etag(model, key, 0));
      case 3 -> WriteCondition.ifMatch(etag(model, key, 1 + when / 8));
      default -> WriteCondition.always();
    };
  }

  /** The blob's time must be known where {@link #looksAtTime}. */
  static ReadConditions readConditions(Model model, String key, int when) {
    ReadConditions conditions = ReadConditions.none();
    int ifMatch = when % 4;
    if (ifMatch > 0) {
      conditions = conditions.ifMatch(readTag(model, key, ifMatch));
    }
    int ifNoneMatch = when / 4 % 4;
    if (ifNoneMatch > 0) {
      conditions = conditions.ifNoneMatch(readTag(model, key, ifNoneMatch));
    }
    ModelBlob blob = model.blob(key);
    Instant time = blob == null ? null : blob.lastModified();
    int modified = when / 16 % 4;
    if (modified > 0) {
      conditions = conditions.ifModifiedSince(near(time, modified));
    }
    int unmodified = when / 64 % 4;
    if (unmodified > 0) {
      conditions = conditions.ifUnmodifiedSince(near(time, unmodified));
    }
    return conditions;
  }

  static boolean looksAtTime(int when) {
    return when / 16 > 0;
  }

  private static ETag readTag(Model model, String key, int which) {
    return which == 3 ? ETag.of("*") : etag(model, key, which - 1);
  }

  /** In the same second, in the one before, or a little later. */
  private static Instant near(@Nullable Instant time, int which) {
    Instant base = time == null ? Instant.EPOCH.plusSeconds(1_000_000_000) : time;
    return switch (which) {
      case 1 -> base;
      case 2 -> base.minusMillis(1);
      default -> base.plusMillis(999);
    };
  }

  static PutOptions options(Model model, int how) {
    PutOptions options = PutOptions.defaults();
    if (how % 2 == 1) {
      options = options.metadata("m", "value " + how);
    }
    if (how / 2 % 4 == 1) {
      options = options.contentType("text/plain");
    }
    if (how / 2 % 4 == 2) {
      options =
          options.headers(ContentHeaders.none().cacheControl("no-cache").contentEncoding("gzip"));
    }
    if (how / 8 % 4 == 1 && !model.deviatesFrom("TAG-11")) {
      options = options.tag("t", "value " + how);
    }
    return options;
  }

  static CopyOptions copyOptions(Model model, String from, String to, Step step) {
    CopyOptions options =
        CopyOptions.defaults()
            .sourceConditions(readConditions(model, from, step.when()))
            .targetCondition(writeCondition(model, to, step.size()));
    if (step.how() % 3 == 1 && !model.deviatesFrom("COPY-06")) {
      options = options.replacing(options(model, step.how()).headers(), metadata(step.how()));
    }
    if (step.how() % 5 == 1) {
      options = options.replacingTags(tags(step.how()));
    }
    return options;
  }

  private static UserMetadata metadata(int how) {
    return how % 2 == 0 ? UserMetadata.none() : UserMetadata.none().with("copied", "value " + how);
  }

  static Tags tags(int how) {
    Tags tags = Tags.none();
    for (int i = 0; i < how % 3; i++) {
      tags = tags.with("t" + i, "value " + how);
    }
    return tags;
  }

  static Optional<ByteRange> range(int how, int size) {
    int first = how / 4 % 9;
    return switch (how % 4) {
      case 1 -> Optional.of(ByteRange.between(first, first + size));
      case 2 -> Optional.of(ByteRange.from(first));
      case 3 -> Optional.of(ByteRange.suffix(first));
      default -> Optional.empty();
    };
  }

  static ListOptions list(Model model, KeySet keys, Step step) {
    String prefix = step.how() % 3 != 1 ? "" : beginning(keys.at(step.key()), step.how() / 3);
    String start = step.when() % 4 != 1 ? "" : beginning(keys.at(step.other()), step.when() / 4);
    String delimiter =
        model.deviatesFrom("LIST-03a") || model.deviatesFrom("LIST-05")
            ? ""
            : DELIMITERS.get(step.other() % DELIMITERS.size());
    return ListOptions.under(prefix)
        .delimiter(delimiter)
        .startAfter(start)
        .pageSize(1 + step.size() % 3);
  }

  /** The step's key, or the one that a listing stopped at. */
  static String doomed(Model model, String key, Step step) {
    return step.when() % 2 == 0
        ? key
        : model.cursor().map(Model.Cursor::last).filter(model.blobs()::containsKey).orElse(key);
  }

  /** The first characters of a key; 0 means all. */
  static String beginning(String key, int length) {
    int characters = key.codePointCount(0, key.length());
    int wanted = length == 0 ? characters : length % (characters + 1);
    return key.substring(0, key.offsetByCodePoints(0, wanted));
  }
}

package io.holdall.tck.model;

import io.holdall.BlobAttributes;
import io.holdall.ByteSpan;
import io.holdall.Checksum;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.WriteCondition;
import io.holdall.tck.model.Permitted.Accepted;
import io.holdall.tck.model.Permitted.Rejected;
import io.holdall.tck.model.Permitted.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What single blobs may answer. Pure functions from a store and a call to what is permitted. */
public final class BlobRules {
  private BlobRules() {}

  /**
   * @param bodyFails what the body does wrong; empty if it is whole
   */
  public static Permitted put(
      Model model, String key, byte[] bytes, PutOptions options, Optional<ErrorCode> bodyFails) {
    if (!options.tags().asMap().isEmpty() && !model.has(Feature.TAGS)) {
      return Permitted.failed(ErrorCode.UNSUPPORTED, model);
    }
    Set<ErrorCode> errors =
        writeErrors(model, key, options.condition(), Feature.PUT_IF_ABSENT, Feature.PUT_IF_MATCH);
    if (errors.contains(ErrorCode.UNSUPPORTED)) {
      return Permitted.failed(ErrorCode.UNSUPPORTED, model);
    }
    bodyFails.ifPresent(errors::add);
    if (!errors.isEmpty()) {
      return Permitted.failed(errors, model);
    }
    ModelBlob blob =
        new ModelBlob(
            bytes,
            Digests.etag(bytes),
            options.headers(),
            options.metadata(),
            Set.of(options.tags()),
            Optional.empty(),
            null);
    return keyed(model, wrote(model, key, blob, Optional.of(Digests.etag(bytes))));
  }

  /** A store that does not take any key may refuse this one. */
  static Permitted keyed(Model model, Permitted permitted) {
    return model.has(Feature.ANY_KEY)
        ? permitted
        : permitted.or(Permitted.failed(ErrorCode.INVALID_ARGUMENT, model));
  }

  /**
   * @param md5 what the ETag must be where ETags are MD5
   */
  static Permitted wrote(Model model, String key, ModelBlob blob, Optional<ETag> md5) {
    return Permitted.answer(
        "a blob of "
            + blob.bytes().length
            + " bytes with the ETag "
            + md5.map(ETag::value).orElse("of its own"),
        Answer.Wrote.class,
        wrote -> {
          if (model.has(Feature.MD5_ETAG) && md5.isPresent() && !wrote.etag().equals(md5.get())) {
            return new Rejected("the ETag: " + wrote.etag() + " for " + md5.get());
          }
          Optional<Checksum> expected =
              wrote
                  .checksum()
                  .filter(it -> it.parts() == 0)
                  .map(it -> Digests.checksum(it.algorithm(), blob.bytes()));
          if (expected.isPresent() && !expected.equals(wrote.checksum())) {
            return new Rejected("the checksum: " + wrote.checksum() + " for " + expected);
          }
          return new Accepted(model.with(key, blob.published(wrote.etag(), wrote.checksum())));
        });
  }

  /** The codes that a condition makes a write fail with, or UNSUPPORTED; empty if it holds. */
  static Set<ErrorCode> writeErrors(
      Model model, String key, WriteCondition condition, Feature ifAbsent, Feature ifMatch) {
    ModelBlob blob = model.blob(key);
    Set<ErrorCode> errors = EnumSet.noneOf(ErrorCode.class);
    if (condition instanceof WriteCondition.IfAbsent) {
      if (!model.has(ifAbsent)) {
        errors.add(ErrorCode.UNSUPPORTED);
      } else if (blob != null) {
        errors.add(ErrorCode.PRECONDITION_FAILED);
      }
    } else if (condition instanceof WriteCondition.IfMatch match) {
      if (!model.has(ifMatch)) {
        errors.add(ErrorCode.UNSUPPORTED);
      } else if (blob == null) {
        errors.add(ErrorCode.NO_SUCH_KEY);
        if (model.deviatesFrom("COND-06")) {
          errors.add(ErrorCode.PRECONDITION_FAILED);
        }
      } else if (!blob.etag().equals(match.etag())) {
        errors.add(ErrorCode.PRECONDITION_FAILED);
      }
    }
    return errors;
  }

  public static Permitted get(Model model, String key, GetOptions options) {
    ModelBlob blob = model.blob(key);
    if (blob == null) {
      return absent(model, options.conditions());
    }
    ReadRules.Weighed weighed = weigh(options.conditions(), blob, model::deviatesFrom);
    long size = blob.bytes().length;
    Optional<ByteSpan> span =
        options.range().isEmpty()
            ? Optional.of(new ByteSpan(0, size))
            : ReadRules.select(options.range().get(), size);
    Permitted failed = Permitted.failed(weighed.codes(), model);
    if (span.isEmpty()) {
      failed = failed.or(Permitted.failed(ErrorCode.INVALID_RANGE, model));
    }
    if (!weighed.mayPass() || (span.isEmpty() && !isOpen(options, size))) {
      return failed;
    }
    ByteSpan expected = span.orElse(new ByteSpan(0, 0));
    return failed.or(
        Permitted.answer(
            expected.length()
                + " bytes from "
                + expected.offset()
                + " of "
                + size
                + " bytes with the ETag "
                + blob.etag(),
            Answer.Read.class,
            read -> compare(model, key, blob, expected, read)));
  }

  /** Whether the missing key or the condition is told is not settled (GET-65). */
  private static Permitted absent(Model model, ReadConditions conditions) {
    Permitted missing = Permitted.failed(ErrorCode.NO_SUCH_KEY, model);
    return conditions.ifMatch().isPresent() || conditions.ifUnmodifiedSince().isPresent()
        ? missing.or(Permitted.failed(ErrorCode.PRECONDITION_FAILED, model))
        : missing;
  }

  private static boolean isOpen(GetOptions options, long size) {
    return options.range().isPresent() && ReadRules.isOpen(options.range().get(), size);
  }

  private static Verdict compare(
      Model model, String key, ModelBlob blob, ByteSpan expected, Answer.Read read) {
    byte[] bytes = Arrays.copyOfRange(blob.bytes(), (int) expected.offset(), (int) expected.end());
    if (!read.span().equals(expected)) {
      return new Rejected("the span: " + read.span() + " for " + expected);
    } else if (!Arrays.equals(read.bytes(), bytes)) {
      return new Rejected(difference(read.bytes(), bytes));
    }
    return seen(model, key, blob, read.attributes());
  }

  private static String difference(byte[] actual, byte[] expected) {
    int at = Arrays.mismatch(actual, expected);
    return "the bytes: %s for %s, the first difference at %s"
        .formatted(actual.length, expected.length, at);
  }

  private static Verdict seen(Model model, String key, ModelBlob blob, BlobAttributes attributes) {
    return blob.complaint(key, attributes)
        .<Verdict>map(Rejected::new)
        .orElseGet(() -> new Accepted(model.learned(key, blob.seenAt(attributes.lastModified()))));
  }

  static ReadRules.Weighed weigh(
      ReadConditions conditions, ModelBlob blob, Predicate<String> deviates) {
    Instant time = blob.lastModified();
    if (time == null
        && (conditions.ifModifiedSince().isPresent()
            || conditions.ifUnmodifiedSince().isPresent())) {
      throw new IllegalStateException("look at a blob before you compare with its time");
    }
    return ReadRules.weigh(conditions, blob.etag(), time == null ? Instant.EPOCH : time, deviates);
  }

  public static Permitted head(Model model, String key, ReadConditions conditions) {
    ModelBlob blob = model.blob(key);
    if (blob == null) {
      return absent(model, conditions);
    }
    ReadRules.Weighed weighed = weigh(conditions, blob, model::deviatesFrom);
    Permitted failed = Permitted.failed(weighed.codes(), model);
    return weighed.mayPass()
        ? failed.or(
            Permitted.answer(
                "the attributes of " + blob.etag(),
                Answer.Looked.class,
                looked -> seen(model, key, blob, looked.attributes())))
        : failed;
  }

  public static Permitted find(Model model, String key) {
    ModelBlob blob = model.blob(key);
    return Permitted.answer(
        blob == null ? "nothing found" : "the attributes of " + blob.etag(),
        Answer.Found.class,
        found -> {
          if (blob == null) {
            return found.attributes().isEmpty()
                ? new Accepted(model)
                : new Rejected("a blob: " + found.attributes().get());
          }
          return found
              .attributes()
              .map(attributes -> seen(model, key, blob, attributes))
              .orElseGet(() -> new Rejected("nothing was found"));
        });
  }

  public static Permitted delete(Model model, String key) {
    return Permitted.done(model.without(key));
  }

  public static Permitted delete(Model model, String key, ETag ifMatch) {
    ModelBlob blob = model.blob(key);
    if (!model.has(Feature.DELETE_IF_MATCH)) {
      return Permitted.failed(ErrorCode.UNSUPPORTED, model);
    } else if (blob == null) {
      // Not settled between stores (COND-21, COND-22).
      return Permitted.done(model)
          .or(
              Permitted.failed(
                  List.of(ErrorCode.NO_SUCH_KEY, ErrorCode.PRECONDITION_FAILED), model));
    } else if (ifMatch.value().equals("*") || ifMatch.equals(blob.etag())) {
      return Permitted.done(model.without(key));
    }
    return Permitted.failed(ErrorCode.PRECONDITION_FAILED, model);
  }

  public static Permitted deleteAll(Model model, List<String> keys) {
    Model then = model;
    for (String key : keys) {
      then = then.without(key);
    }
    Model gone = then;
    return Permitted.answer(
        keys.size() + " successes",
        Answer.Outcomes.class,
        outcomes ->
            outcomes.errors().size() == keys.size()
                    && outcomes.errors().stream().allMatch(Optional::isEmpty)
                ? new Accepted(gone)
                : new Rejected("the outcomes: " + outcomes.errors()));
  }
}

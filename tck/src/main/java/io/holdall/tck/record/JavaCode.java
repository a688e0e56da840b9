package io.holdall.tck.record;

import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.ByteRange;
import io.holdall.Checksum;
import io.holdall.ChecksumType;
import io.holdall.CompleteOptions;
import io.holdall.ContentHeaders;
import io.holdall.ContentMd5;
import io.holdall.CopyOptions;
import io.holdall.ETag;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.PresignRequest;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.TransferOptions;
import io.holdall.UploadListOptions;
import io.holdall.UploadedPart;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Spells values as the Java expressions that make them.
 *
 * @param names expressions for values that only exist at run time, such as ETags and tokens
 */
record JavaCode(Map<Object, String> names) {

  /** The expression for any value that the public API takes. */
  String of(Object value) {
    String name = names.get(value);
    if (name != null) {
      return name;
    }
    if (value instanceof String text) {
      return quoted(text);
    } else if (value instanceof Optional<?> optional) {
      return optional.map(it -> "Optional.of(" + exactly(it) + ")").orElse("Optional.empty()");
    } else if (value instanceof List<?> list) {
      return list.stream().map(this::of).collect(Collectors.joining(", ", "List.of(", ")"));
    } else if (value instanceof Body body) {
      return BodyCode.of(body, this);
    } else if (value instanceof ETag etag) {
      return "ETag.of(" + quoted(etag.value()) + ")";
    } else if (value instanceof Checksum checksum) {
      return "Checksum.parse(ChecksumAlgorithm."
          + checksum.algorithm()
          + ", "
          + quoted(checksum.value())
          + ")";
    } else if (value instanceof ContentMd5 md5) {
      return "ContentMd5.parse(" + quoted(md5.value()) + ")";
    } else if (value instanceof Instant instant) {
      return "Instant.parse(\"" + instant + "\")";
    } else if (value instanceof Duration duration) {
      return "Duration.parse(\"" + duration + "\")";
    } else if (value instanceof Path path) {
      return "Path.of(" + quoted(path.toString()) + ")";
    } else if (value instanceof Enum<?> constant) {
      return constant.getDeclaringClass().getSimpleName() + "." + constant.name();
    }
    return ofOptions(value);
  }

  /** The expression where the compiler would take one of a wider type amiss. */
  private String exactly(Object value) {
    return value instanceof ByteRange.Between between
        ? "new ByteRange.Between(%sL, %sL)".formatted(between.first(), between.last())
        : of(value);
  }

  private String ofOptions(Object value) {
    if (value instanceof PutOptions options) {
      return put(options);
    } else if (value instanceof GetOptions options) {
      return get(options);
    } else if (value instanceof ReadConditions conditions) {
      return conditions(conditions);
    } else if (value instanceof WriteCondition condition) {
      return condition(condition);
    } else if (value instanceof CopyOptions options) {
      return copy(options);
    } else if (value instanceof ListOptions options) {
      return list(options);
    } else if (value instanceof UploadListOptions o) {
      return "new UploadListOptions(%s, %s, %s, %s, %s)"
          .formatted(
              of(o.prefix()),
              of(o.delimiter()),
              of(o.keyMarker()),
              of(o.uploadIdMarker()),
              o.most());
    } else if (value instanceof CompleteOptions options) {
      return complete(options);
    } else if (value instanceof PresignRequest request) {
      return presign(request);
    } else if (value instanceof TransferOptions options) {
      return transfer(options);
    } else if (value instanceof BlobRef ref) {
      return "new BlobRef(" + quoted(ref.bucket()) + ", " + quoted(ref.key()) + ")";
    } else if (value instanceof UploadedPart part) {
      return "new UploadedPart(%s, %s, %s)"
          .formatted(part.number(), of(part.etag()), of(part.checksum()));
    } else if (value instanceof ContentHeaders headers) {
      return headers(headers);
    } else if (value instanceof UserMetadata metadata) {
      return "new UserMetadata(" + map(metadata.asMap()) + ")";
    } else if (value instanceof Tags tags) {
      return "new Tags(" + map(tags.asMap()) + ")";
    } else if (value instanceof ByteRange range) {
      return range(range);
    }
    return String.valueOf(value);
  }

  private String put(PutOptions options) {
    StringBuilder code = new StringBuilder("PutOptions.defaults()");
    if (!options.headers().equals(ContentHeaders.none())) {
      code.append(".headers(").append(headers(options.headers())).append(')');
    }
    options
        .metadata()
        .asMap()
        .forEach((name, value) -> code.append(".metadata(").append(pair(name, value)).append(')'));
    options
        .tags()
        .asMap()
        .forEach((name, value) -> code.append(".tag(").append(pair(name, value)).append(')'));
    if (!(options.condition() instanceof WriteCondition.Always)) {
      code.append(".condition(").append(condition(options.condition())).append(')');
    }
    options
        .checksumAlgorithm()
        .ifPresent(
            algorithm ->
                code.append(".checksum(")
                    .append(of(algorithm))
                    .append(
                        options.checksumType().map((ChecksumType it) -> ", " + of(it)).orElse(""))
                    .append(')'));
    if (!options.transfer().equals(TransferOptions.defaults())) {
      code.append(".transfer(").append(transfer(options.transfer())).append(')');
    }
    return code.toString();
  }

  private String get(GetOptions options) {
    StringBuilder code = new StringBuilder("GetOptions.defaults()");
    options.range().ifPresent(range -> code.append(".range(").append(range(range)).append(')'));
    OptionalInt part = options.part();
    part.ifPresent(number -> code.append(".part(").append(number).append(')'));
    if (!options.conditions().isNone()) {
      code.append(".conditions(").append(conditions(options.conditions())).append(')');
    }
    if (!options.transfer().equals(TransferOptions.defaults())) {
      code.append(".transfer(").append(transfer(options.transfer())).append(')');
    }
    return code.toString();
  }

  private static String range(ByteRange range) {
    if (range instanceof ByteRange.Between between) {
      return "ByteRange.between(%sL, %sL)".formatted(between.first(), between.last());
    }
    return range instanceof ByteRange.From from
        ? "ByteRange.from(%sL)".formatted(from.first())
        : "ByteRange.suffix(%sL)".formatted(((ByteRange.Suffix) range).length());
  }

  private String conditions(ReadConditions conditions) {
    return "ReadConditions.none()"
        + conditions.ifMatch().map(it -> ".ifMatch(" + of(it) + ")").orElse("")
        + conditions.ifNoneMatch().map(it -> ".ifNoneMatch(" + of(it) + ")").orElse("")
        + conditions.ifModifiedSince().map(it -> ".ifModifiedSince(" + of(it) + ")").orElse("")
        + conditions.ifUnmodifiedSince().map(it -> ".ifUnmodifiedSince(" + of(it) + ")").orElse("");
  }

  private String condition(WriteCondition condition) {
    if (condition instanceof WriteCondition.IfMatch match) {
      return "WriteCondition.ifMatch(" + of(match.etag()) + ")";
    }
    return condition instanceof WriteCondition.IfAbsent
        ? "WriteCondition.ifAbsent()"
        : "WriteCondition.always()";
  }

  private String copy(CopyOptions options) {
    return "CopyOptions.defaults()"
        + (options.sourceConditions().isNone()
            ? ""
            : ".sourceConditions(" + conditions(options.sourceConditions()) + ")")
        + (options.targetCondition() instanceof WriteCondition.Always
            ? ""
            : ".targetCondition(" + condition(options.targetCondition()) + ")")
        + options
            .replacement()
            .map(it -> ".replacing(" + headers(it.headers()) + ", " + of(it.metadata()) + ")")
            .orElse("")
        + options.replacementTags().map(it -> ".replacingTags(" + of(it) + ")").orElse("")
        + options.checksumAlgorithm().map(it -> ".checksum(" + of(it) + ")").orElse("");
  }

  private String list(ListOptions options) {
    return "ListOptions.under("
        + of(options.prefix())
        + ")"
        + (options.delimiter().isEmpty() ? "" : ".delimiter(" + of(options.delimiter()) + ")")
        + (options.startAfter().isEmpty() ? "" : ".startAfter(" + of(options.startAfter()) + ")")
        + (options.pageSize() == ListOptions.MAX_PAGE_SIZE
            ? ""
            : ".pageSize(" + options.pageSize() + ")")
        + options.continuation().map(it -> ".continueFrom(" + of(it) + ")").orElse("");
  }

  private String complete(CompleteOptions options) {
    return "CompleteOptions.defaults()"
        + (options.condition() instanceof WriteCondition.Always
            ? ""
            : ".condition(" + condition(options.condition()) + ")")
        + options.checksum().map(it -> ".expecting(" + of(it) + ")").orElse("");
  }

  private String presign(PresignRequest request) {
    StringBuilder code = new StringBuilder("PresignRequest.");
    code.append(request.method().name().toLowerCase(Locale.ROOT))
        .append('(')
        .append(pairOf(request.key(), request.validFor()))
        .append(')');
    request
        .headers()
        .forEach((name, value) -> code.append(".header(").append(pair(name, value)).append(')'));
    if (!request.response().equals(ContentHeaders.none())) {
      code.append(".response(").append(headers(request.response())).append(')');
    }
    return code.toString();
  }

  private static String transfer(TransferOptions options) {
    return "TransferOptions.defaults().threshold(%sL).partSize(%sL).parallelism(%s)"
        .formatted(options.threshold(), options.partSize(), options.parallelism());
  }

  private String headers(ContentHeaders headers) {
    return "ContentHeaders.none()"
        + headers.contentType().map(it -> ".contentType(" + of(it) + ")").orElse("")
        + headers.contentEncoding().map(it -> ".contentEncoding(" + of(it) + ")").orElse("")
        + headers.contentLanguage().map(it -> ".contentLanguage(" + of(it) + ")").orElse("")
        + headers.contentDisposition().map(it -> ".contentDisposition(" + of(it) + ")").orElse("")
        + headers.cacheControl().map(it -> ".cacheControl(" + of(it) + ")").orElse("")
        + headers.expires().map(it -> ".expires(" + of(it) + ")").orElse("");
  }

  private String map(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> pair(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", ", "Map.of(", ")"));
  }

  private String pair(String name, String value) {
    return pairOf(name, value);
  }

  private String pairOf(Object first, Object second) {
    return of(first) + ", " + of(second);
  }

  /** A string literal in ASCII. */
  static String quoted(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        default ->
            literal.append(
                c >= ' ' && c < 0x7F
                    ? String.valueOf(c)
                    : String.format(Locale.ROOT, "\\u%04X", (int) c));
      }
    }
    return literal.append('"').toString();
  }
}

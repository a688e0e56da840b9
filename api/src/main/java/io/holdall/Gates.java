package io.holdall;

import java.util.Map;
import java.util.Optional;

/** Which features the options of a call need; completes what the caller left to defaults. */
final class Gates {
  private static final PutOptions DEFAULTS =
      PutOptions.defaults().contentType(ContentHeaders.DEFAULT_CONTENT_TYPE);

  private Gates() {}

  /** Checks what any write with these options needs; the condition is the caller's to check. */
  static void write(Access access, Operation operation, String key, PutOptions options) {
    if (options == PutOptions.defaults()) {
      return;
    }
    options
        .checksumAlgorithm()
        .ifPresent(algorithm -> access.need(algorithm.feature(), operation, key));
    if (!options.tags().asMap().isEmpty()) {
      access.need(Feature.TAGS, operation, key);
    }
    metadata(access, operation, key, options.metadata());
    headers(access, operation, key, options.headers());
  }

  static void expectations(Access access, Operation operation, String key, Body body) {
    if (body.expectedChecksum().isPresent()) {
      access.need(body.expectedChecksum().get().algorithm().feature(), operation, key);
    }
    if (body.expectedMd5().isPresent()) {
      access.need(Feature.CONTENT_MD5, operation, key);
    }
  }

  static void putCondition(
      Access access, Operation operation, String key, WriteCondition condition) {
    if (condition instanceof WriteCondition.IfAbsent) {
      access.need(Feature.PUT_IF_ABSENT, operation, key);
    } else if (condition instanceof WriteCondition.IfMatch) {
      access.need(Feature.PUT_IF_MATCH, operation, key);
    }
  }

  static void completion(Access access, Operation operation, String key, CompleteOptions options) {
    if (!(options.condition() instanceof WriteCondition.Always)) {
      access.need(Feature.COMPLETE_IF, operation, key);
    }
    options
        .checksum()
        .ifPresent(checksum -> access.need(checksum.algorithm().feature(), operation, key));
  }

  static void copy(Access access, String key, CopyOptions options) {
    if (options == CopyOptions.defaults()) {
      return;
    }
    if (!options.sourceConditions().isNone()) {
      access.need(Feature.COPY_SOURCE_IF, Operation.COPY, key);
    }
    if (!(options.targetCondition() instanceof WriteCondition.Always)) {
      access.need(Feature.COPY_TARGET_IF, Operation.COPY, key);
    }
    options
        .checksumAlgorithm()
        .ifPresent(algorithm -> access.need(algorithm.feature(), Operation.COPY, key));
    if (options.replacementTags().isPresent()) {
      access.need(Feature.TAGS, Operation.COPY, key);
    }
    options
        .replacement()
        .ifPresent(
            replacement -> {
              metadata(access, Operation.COPY, key, replacement.metadata());
              headers(access, Operation.COPY, key, replacement.headers());
            });
  }

  static void delimiter(Access access, Operation operation, String delimiter) {
    if (!delimiter.isEmpty() && !delimiter.equals("/")) {
      access.need(Feature.ANY_DELIMITER, operation, null);
    }
  }

  private static void metadata(
      Access access, Operation operation, String key, UserMetadata metadata) {
    for (Map.Entry<String, String> entry : metadata.asMap().entrySet()) {
      if (!isAscii(entry.getValue())) {
        access.need(Feature.NON_ASCII_METADATA, operation, key);
      }
    }
  }

  private static void headers(
      Access access, Operation operation, String key, ContentHeaders headers) {
    boolean ascii =
        isAscii(headers.contentType())
            && isAscii(headers.contentEncoding())
            && isAscii(headers.contentLanguage())
            && isAscii(headers.contentDisposition())
            && isAscii(headers.cacheControl())
            && isAscii(headers.expires());
    if (!ascii) {
      access.need(Feature.NON_ASCII_HEADERS, operation, key);
    }
  }

  private static boolean isAscii(Optional<String> header) {
    return header.isEmpty() || isAscii(header.get());
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * The options with the content type that a blob gets whose writer named none (PUT-11), and with
   * parts as large as the store wants them.
   */
  static PutOptions completed(Access access, PutOptions options) {
    PutOptions typed = typed(options);
    long least = access.limits().minPartSize();
    return typed.transfer().partSize() < least
        ? typed.transfer(typed.transfer().partSize(least))
        : typed;
  }

  private static PutOptions typed(PutOptions options) {
    if (options == PutOptions.defaults()) {
      return DEFAULTS;
    }
    return options.headers().contentType().isPresent()
        ? options
        : options.contentType(ContentHeaders.DEFAULT_CONTENT_TYPE);
  }

  /** As for puts: what is not named with the replacement goes back to its default (COPY-06). */
  static CopyOptions completed(CopyOptions options) {
    if (options.replacement().isEmpty()) {
      return options;
    }
    CopyOptions.Replacement replacement = options.replacement().get();
    return replacement.headers().contentType().isPresent()
        ? options
        : options.replacing(
            replacement.headers().contentType(ContentHeaders.DEFAULT_CONTENT_TYPE),
            replacement.metadata());
  }

  /** A part size that the caller named must be one that the store accepts. */
  static void transfer(Access access, TransferOptions transfer) {
    if (access.has(Feature.MULTIPART)
        && !transfer.hasDefaultPartSize()
        && transfer.partSize() < access.limits().minPartSize()) {
      throw new IllegalArgumentException(
          "the part size must be at least %s bytes for this store, not %s"
              .formatted(access.limits().minPartSize(), transfer.partSize()));
    }
  }
}

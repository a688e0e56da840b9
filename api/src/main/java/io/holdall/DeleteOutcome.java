package io.holdall;

import java.util.Optional;

/**
 * What became of one key of {@link Bucket#deleteAll}.
 *
 * @param key as it was given
 * @param error empty if there is no blob under the key any more (DEL-22)
 */
public record DeleteOutcome(String key, Optional<BlobStoreException> error) {}

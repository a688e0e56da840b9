package io.holdall;

import java.time.Instant;

/**
 * An upload that is neither completed nor aborted.
 *
 * @param key relative to the view
 * @param id opaque
 * @param initiatedAt when it was started, in whole seconds
 */
public record UploadInfo(String key, String id, Instant initiatedAt) {}

package io.holdall;

import java.util.List;

/**
 * Some of the open uploads of a bucket.
 *
 * @param uploads by key, then by start; unmodifiable
 * @param commonPrefixes in UTF-8 byte order; unmodifiable
 * @param truncated whether there are more: continue behind the last upload, or behind the last
 *     common prefix if that is greater
 */
public record UploadPage(
    List<UploadInfo> uploads, List<String> commonPrefixes, boolean truncated) {}

package io.holdall;

import java.util.List;

/**
 * Some parts of an upload.
 *
 * @param parts by ascending number; unmodifiable
 * @param truncated whether there are more behind the last
 */
public record PartPage(List<PartInfo> parts, boolean truncated) {}

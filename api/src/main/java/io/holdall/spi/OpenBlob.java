package io.holdall.spi;

import io.holdall.BlobAttributes;
import io.holdall.ByteSpan;
import java.io.InputStream;

/**
 * A version of a blob that a driver has opened for reading.
 *
 * @param attributes of the whole version
 * @param span the bytes that the content holds
 * @param content exactly these bytes, of this version, to the end; it may end early only by
 *     throwing, or the layer above will report it. {@link InputStream#readNBytes(int)} should be
 *     one copy. The layer above closes it
 */
public record OpenBlob(BlobAttributes attributes, ByteSpan span, InputStream content) {}

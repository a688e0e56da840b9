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
 *     throwing a {@link DriverException}, or the layer above will report it; a plain {@link
 *     java.io.IOException} counts as {@link io.holdall.ErrorCode#UNAVAILABLE}. {@link
 *     InputStream#readNBytes(int)} should be one copy. The layer above asks for the end (-1), where
 *     a driver may still find a checksum wrong, and closes the stream, which must not fetch the
 *     rest
 */
public record OpenBlob(BlobAttributes attributes, ByteSpan span, InputStream content) {}

/**
 * Bodies of requests as the client meant them: aws-chunked framing taken off, digests and
 * signatures verified.
 */
@NullMarked
package io.holdall.endpoint.chunked;

import org.jspecify.annotations.NullMarked;

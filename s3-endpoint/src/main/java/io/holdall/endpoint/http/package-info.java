/** Requests and responses as values: what the protocol's core works on, without any socket. */
@NullMarked
package io.holdall.endpoint.http;

import org.jspecify.annotations.NullMarked;

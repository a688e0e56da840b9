/** The HTTP server around the protocol's core. Netty's types appear in no other package. */
@NullMarked
package io.holdall.endpoint.server;

import org.jspecify.annotations.NullMarked;

/**
 * The S3 REST protocol over any store: requests and responses as values, Signature Version 4, and
 * an HTTP server around them.
 */
module io.holdall.endpoint {
  requires static org.jspecify;
  requires transitive io.holdall.api;
  requires java.xml;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.transport;

  exports io.holdall.endpoint;
  exports io.holdall.endpoint.http;
  exports io.holdall.endpoint.server;
  exports io.holdall.endpoint.sigv4;
}

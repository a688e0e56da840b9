package io.holdall.endpoint.server;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns Netty's requests into ours. In both, a character of target and headers is a byte. */
final class Requests {
  private Requests() {}

  /** Why a request cannot be served at all, or null. */
  static @Nullable S3Exception refusal(HttpRequest request) {
    Throwable failure = request.decoderResult().cause();
    if (failure instanceof TooLongHttpLineException
        || failure instanceof TooLongHttpHeaderException) {
      return new S3Exception(S3Error.REQUEST_HEADER_SECTION_TOO_LARGE)
          .with("MaxSizeAllowed", Integer.toString(EndpointServer.MAX_HEAD_BYTES));
    }
    if (failure != null) {
      return malformed(failure.getMessage());
    }
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    if (hosts > 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
      return malformed(hosts + " Host headers");
    }
    for (String codings : request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING)) {
      // Any other is not undone here, and the coded body would be stored (RFC 9112, 6.1).
      if (!HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings)) {
        return new S3Exception(S3Error.NOT_IMPLEMENTED).with("Header", "Transfer-Encoding");
      }
    }
    return null;
  }

  private static S3Exception malformed(@Nullable String reason) {
    return new S3Exception(
        S3Error.BAD_REQUEST, "An error occurred when parsing the HTTP request: " + reason);
  }

  static S3Request of(HttpRequest request, InputStream body) {
    Headers.Builder headers = Headers.builder();
    for (Map.Entry<String, String> header : request.headers()) {
      headers.add(header.getKey(), header.getValue());
    }
    String target = originForm(request.uri());
    int mark = target.indexOf('?');
    return new S3Request(
        request.method().name(),
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? null : target.substring(mark + 1),
        headers.build(),
        body);
  }

  /** The target without scheme and host, which only clients of proxies send (RFC 9112, 3.2.2). */
  private static String originForm(String target) {
    if (!target.regionMatches(true, 0, "http://", 0, 7)) {
      return target;
    }
    for (int i = 7; i < target.length(); i++) {
      if (target.charAt(i) == '/' || target.charAt(i) == '?') {
        return target.substring(i);
      }
    }
    return "/";
  }
}

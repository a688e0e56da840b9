package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.PresignedUrl;
import io.holdall.tck.Sandbox;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Makes the requests that presigned URLs are for, as somebody else would. */
final class Http {
  private final Sandbox sandbox;

  Http(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** The request that a URL is for. */
  HttpResponse<byte[]> send(PresignedUrl url, byte[] body) {
    return send(url.method().name(), url.url(), url.headers(), body);
  }

  HttpResponse<byte[]> send(PresignedUrl url) {
    return send(url, new byte[0]);
  }

  /** The request that a URL is for, with more headers. */
  HttpResponse<byte[]> send(PresignedUrl url, byte[] body, Map<String, String> more) {
    Map<String, String> headers = new TreeMap<>(url.headers());
    headers.putAll(more);
    return send(url.method().name(), url.url(), headers, body);
  }

  HttpResponse<byte[]> send(String method, URI url, Map<String, String> headers, byte[] body) {
    boolean hasBody = method.equals("PUT");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofMinutes(1))
            .method(method, hasBody ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody());
    headers.forEach(request::header);
    sandbox.note("// HTTP " + method + " " + url + (headers.isEmpty() ? "" : " " + headers));
    HttpResponse<byte[]> response = sandbox.send(request.build());
    sandbox.note("// answered with " + response.statusCode());
    return response;
  }

  /** That a request was refused because of its signature or its time, and told nothing. */
  static void refused(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).as("the status of a request to be refused").isEqualTo(403);
  }

  /** That a request was refused, whatever the reason. */
  static void refusedSomehow(HttpResponse<byte[]> response) {
    assertThat(response.statusCode())
        .as("the status of a request to be refused")
        .isBetween(400, 499);
  }

  static void ok(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).as("the status").isBetween(200, 299);
  }
}

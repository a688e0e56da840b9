package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the AWS SDK signs is served. */
class SdkPresignTest extends SdkOverEndpoint {
  private static HttpResponse<String> send(String method, URI url, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void takesUrlsThatTheSdkSigns() throws Exception {
    Duration hour = Duration.ofHours(1);
    URI put =
        client
            .presigner
            .presignPutObject(
                r ->
                    r.signatureDuration(hour).putObjectRequest(p -> p.bucket(BUCKET).key("a b/ä+")))
            .url()
            .toURI();
    assertThat(send("PUT", put, "hello").statusCode()).isEqualTo(200);
    assertThat(bucket.getString("a b/ä+")).isEqualTo("hello");
    URI get =
        client
            .presigner
            .presignGetObject(
                r ->
                    r.signatureDuration(hour)
                        .getObjectRequest(
                            g -> g.bucket(BUCKET).key("a b/ä+").responseContentType("text/html")))
            .url()
            .toURI();
    HttpResponse<String> got = send("GET", get, "");
    assertThat(got.body()).isEqualTo("hello");
    assertThat(got.headers().firstValue("content-type")).contains("text/html");
    URI tampered = URI.create(get.toString().replace("text%2Fhtml", "text%2Fplain"));
    assertThat(send("GET", tampered, "").statusCode()).isEqualTo(403);
    assertThat(send("DELETE", get, "").statusCode()).isEqualTo(403);
    URI delete =
        client
            .presigner
            .presignDeleteObject(
                r ->
                    r.signatureDuration(hour)
                        .deleteObjectRequest(d -> d.bucket(BUCKET).key("a b/ä+")))
            .url()
            .toURI();
    assertThat(send("DELETE", delete, "").statusCode()).isEqualTo(204);
    assertThat(bucket.exists("a b/ä+")).isFalse();
  }
}

package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.Feature;
import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;
import io.holdall.tck.Contract;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.TckTarget.PastPresigner;
import io.holdall.tck.gen.Tampering;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;

/** What URLs are not good for. */
public interface BoundUrlContract extends Contract {
  @Label("PRE-06 A URL may be valid for 1 second to 7 days, and for nothing else")
  @Rule(needs = Feature.PRESIGN)
  default void pre06(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("content"));
    Http.ok(new Http(sandbox).send(bucket.presignGet("key", Duration.ofDays(7))));
    assertThat(bucket.presignGet("key", Duration.ofSeconds(1)).url()).isNotNull();
    for (Duration wrong :
        List.of(
            Duration.ZERO,
            Duration.ofSeconds(-1),
            Duration.ofMillis(1500),
            Duration.ofDays(7).plusSeconds(1))) {
      assertThatThrownBy(() -> bucket.presignGet("key", wrong))
          .as("a URL for %s", wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Label("PRE-07 A URL works until it expires, and from then on it is refused")
  @Rule(needs = Feature.PRESIGN, movesTime = true)
  default void pre07(Sandbox sandbox, @ForAll PresignRequest.Method method) {
    Bucket bucket = sandbox.bucket();
    Http http = new Http(sandbox);
    PastPresigner past = sandbox.past().orElseThrow();
    bucket.put("key", Body.of("content"));
    // By so much the clocks may differ (AUTH-06), and there is the request's way.
    Duration mostSkew = Duration.ofMinutes(20);
    for (Duration validFor : List.of(Duration.ofMinutes(90), Duration.ofDays(7))) {
      PresignedUrl expired =
          past.presign(bucket, Urls.request(method, "key", validFor), validFor.plus(mostSkew));
      Http.refused(http.send(expired, Urls.bytes("too late")));
      assertThat(bucket.getString("key")).isEqualTo("content");
    }
    PresignedUrl alive =
        past.presign(bucket, Urls.request(method, "key", Duration.ofDays(7)), Duration.ofDays(6));
    Http.ok(http.send(alive, Urls.bytes("in time")));
  }

  @Label("PRE-10 A URL is for one method, and refused for every other")
  @Rule(also = "PRE-18", needs = Feature.PRESIGN)
  default void pre10(Sandbox sandbox, @ForAll PresignRequest.Method method) {
    Bucket bucket = sandbox.bucket();
    Http http = new Http(sandbox);
    bucket.put("key", Body.of("content"));
    PresignedUrl url = Urls.presign(bucket, method, "key", Duration.ofHours(1));
    for (PresignRequest.Method other : PresignRequest.Method.values()) {
      if (other != method) {
        Http.refused(http.send(other.name(), url.url(), url.headers(), Urls.bytes("other")));
        assertThat(bucket.getString("key")).isEqualTo("content");
      }
    }
  }

  @Label("PRE-10a A URL with any character of its key, query or signature changed is refused")
  @Rule(needs = Feature.PRESIGN)
  default void pre10a(Sandbox sandbox, @ForAll Tampering tampering, @ForAll boolean put) {
    Bucket bucket = sandbox.bucket();
    Http http = new Http(sandbox);
    bucket.put("key", Body.of("content"));
    bucket.put("kez", Body.of("secret"));
    PresignedUrl url =
        put
            ? bucket.presignPut("key", Duration.ofHours(1))
            : bucket.presignGet("key", Duration.ofHours(1));
    URI changed = tampering.of(url.url(), "key");
    HttpResponse<byte[]> response =
        http.send(url.method().name(), changed, url.headers(), Urls.bytes("tampered"));
    Http.refusedSomehow(response);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isNotEqualTo("secret");
    assertThat(bucket.getString("key")).isEqualTo("content");
    assertThat(Expect.keys(bucket)).containsExactly("key", "kez");
  }

  @Label("PRE-10b A header that the URL binds must be sent with its value")
  @Rule(needs = Feature.PRESIGN)
  default void pre10b(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    Http http = new Http(sandbox);
    PresignedUrl url =
        bucket.presign(
            PresignRequest.put("key", Duration.ofHours(1)).header("content-type", "text/x-bound"));
    assertThat(url.headers()).containsEntry("content-type", "text/x-bound");
    Http.refused(http.send("PUT", url.url(), Map.of(), Urls.bytes("x")));
    Http.refused(
        http.send("PUT", url.url(), Map.of("content-type", "text/x-other"), Urls.bytes("x")));
    assertThat(bucket.find("key")).isEmpty();
    Http.ok(http.send(url, Urls.bytes("x")));
    assertThat(bucket.head("key").contentType()).isEqualTo("text/x-bound");
  }

  @Label("PRE-11 An x-amz header that the URL does not bind is refused")
  @Rule(needs = Feature.PRESIGN)
  default void pre11(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    PresignedUrl url = bucket.presignPut("key", Duration.ofHours(1));
    Http.refused(new Http(sandbox).send(url, Urls.bytes("x"), Map.of("x-amz-meta-smuggled", "in")));
    assertThat(bucket.find("key")).isEmpty();
  }

  @Label("PRE-04 A URL with a query parameter added is refused")
  @Rule(needs = Feature.PRESIGN)
  default void pre04(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    Http http = new Http(sandbox);
    bucket.put("key", Body.of("content"));
    PresignedUrl url = bucket.presignGet("key", Duration.ofHours(1));
    for (String more : List.of("response-content-type=text%2Fhtml", "versionId=null", "x=y")) {
      URI added = URI.create(url.url() + "&" + more);
      Http.refused(http.send("GET", added, url.headers(), new byte[0]));
    }
  }
}

package io.holdall.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.BlobAttributes;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.ContentHeaders;
import io.holdall.Feature;
import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;
import io.holdall.PutOptions;
import io.holdall.tck.Effort;
import io.holdall.tck.Rule;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import io.holdall.tck.gen.HardKeys;
import io.holdall.tck.gen.Key;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.constraints.IntRange;

/** URLs for somebody else to use. */
public interface PresignContract extends BoundUrlContract {
  @Label("PRE-17 A URL to get a blob gives it with its headers, again and again")
  @Rule(needs = Feature.PRESIGN, effort = Effort.MODERATE)
  default void pre17(Sandbox sandbox, @ForAll Content content, @ForAll ContentHeaders headers) {
    Bucket bucket = sandbox.bucket();
    Http http = new Http(sandbox);
    PutOptions options = PutOptions.defaults().headers(headers).metadata("m", "v");
    bucket.put("key", content.body(), options);
    BlobAttributes head = bucket.head("key");
    PresignedUrl url = bucket.presignGet("key", Duration.ofHours(1));
    for (int i = 0; i < 2; i++) {
      HttpResponse<byte[]> response = http.send(url);
      Http.ok(response);
      Expect.same(response.body(), content.bytes());
      assertThat(Urls.header(response, "content-type")).contains(head.contentType());
      assertThat(Urls.header(response, "cache-control")).isEqualTo(headers.cacheControl());
      assertThat(Urls.header(response, "content-disposition"))
          .isEqualTo(headers.contentDisposition());
      assertThat(Urls.header(response, "content-encoding")).isEqualTo(headers.contentEncoding());
      assertThat(Urls.header(response, "content-language")).isEqualTo(headers.contentLanguage());
      assertThat(Urls.header(response, "expires")).isEqualTo(headers.expires());
      assertThat(Urls.header(response, "etag")).contains(head.etag().quoted());
      assertThat(Urls.header(response, "x-amz-meta-m")).contains("v");
    }
  }

  @Label("PRE-12 A URL to put a blob stores what is sent, with the headers that are sent")
  @Rule(needs = Feature.PRESIGN, effort = Effort.MODERATE)
  default void pre12(Sandbox sandbox, @ForAll Content content) {
    Bucket bucket = sandbox.bucket();
    Http http = new Http(sandbox);
    bucket.put("key", Body.of("old"), PutOptions.defaults().metadata("old", "yes"));
    PresignedUrl url = bucket.presignPut("key", Duration.ofHours(1));
    Http.ok(http.send(url, content.bytes(), Map.of("content-type", "text/x-any")));
    Expect.holds(bucket, "key", content.bytes());
    assertThat(bucket.head("key").contentType()).isEqualTo("text/x-any");
    assertThat(bucket.head("key").metadata().asMap()).isEmpty();
  }

  @Label("API-12 A URL to look at a blob gives its headers, and one to delete it deletes it")
  @Rule(
      also = {"DEL-01", "GET-03"},
      needs = Feature.PRESIGN)
  default void api12(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    Http http = new Http(sandbox);
    bucket.put("key", Body.of("content"), PutOptions.defaults().contentType("text/plain"));
    HttpResponse<byte[]> looked =
        http.send(Urls.presign(bucket, PresignRequest.Method.HEAD, "key", Duration.ofHours(1)));
    Http.ok(looked);
    assertThat(looked.body()).isEmpty();
    assertThat(Urls.header(looked, "content-length")).contains("7");
    assertThat(Urls.header(looked, "content-type")).contains("text/plain");
    PresignedUrl delete =
        Urls.presign(bucket, PresignRequest.Method.DELETE, "key", Duration.ofHours(1));
    Http.ok(http.send(delete));
    assertThat(bucket.find("key")).isEmpty();
    Http.ok(http.send(delete));
  }

  @Label("API-11 A URL works for any key")
  @Rule(
      also = {"AUTH-02", "KEY-05"},
      needs = {Feature.PRESIGN, Feature.ANY_KEY},
      effort = Effort.MODERATE)
  default void api11(Sandbox sandbox, @ForAll Key key) {
    Bucket bucket = sandbox.bucket();
    Http http = new Http(sandbox);
    Http.ok(http.send(bucket.presignPut(key.text(), Duration.ofHours(1)), Urls.bytes("content")));
    assertThat(Expect.keys(bucket)).containsExactly(key.text());
    HttpResponse<byte[]> read = http.send(bucket.presignGet(key.text(), Duration.ofHours(1)));
    Http.ok(read);
    assertThat(read.body()).isEqualTo(Urls.bytes("content"));
    HttpResponse<byte[]> looked =
        http.send(
            Urls.presign(bucket, PresignRequest.Method.HEAD, key.text(), Duration.ofHours(1)));
    Http.ok(looked);
    assertThat(Urls.header(looked, "content-length")).contains("7");
    Http.ok(
        http.send(
            Urls.presign(bucket, PresignRequest.Method.DELETE, key.text(), Duration.ofHours(1))));
    assertThat(bucket.find(key.text())).isEmpty();
  }

  @Label("API-11a A URL works for keys that are long or have control characters")
  @Rule(
      also = {"KEY-01", "KEY-12"},
      needs = {Feature.PRESIGN, Feature.ANY_KEY},
      effort = Effort.MODERATE)
  default void api11a(
      Sandbox sandbox,
      @ForAll @IntRange(min = 0, max = 13) int kind,
      @ForAll @IntRange(min = 0, max = 400) int less) {
    Bucket bucket = sandbox.bucket();
    Http http = new Http(sandbox);
    String key =
        kind < HardKeys.KINDS
            ? HardKeys.ofBytes(kind, sandbox.maxKeyBytes(), less)
            : HardKeys.CONTROLLED.get(kind - HardKeys.KINDS);
    Http.ok(http.send(bucket.presignPut(key, Duration.ofHours(1)), Urls.bytes("content")));
    assertThat(Expect.keys(bucket)).containsExactly(key);
    HttpResponse<byte[]> read = http.send(bucket.presignGet(key, Duration.ofHours(1)));
    Http.ok(read);
    assertThat(read.body()).isEqualTo(Urls.bytes("content"));
  }

  @Label("API-13 The URL tells the instant from which it is refused")
  @Rule(needs = Feature.PRESIGN)
  default void api13(Sandbox sandbox, @ForAll @IntRange(min = 1, max = 604_800) int seconds) {
    PresignedUrl url = sandbox.bucket().presignGet("key", Duration.ofSeconds(seconds));
    Matcher date = Pattern.compile("[?&]X-Amz-Date=([0-9TZ]+)").matcher(url.url().toString());
    assertThat(date.find()).as("whether the URL tells when it was signed").isTrue();
    Instant signed =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .parse(date.group(1), Instant::from);
    Instant end = signed.plusSeconds(seconds);
    if (url.url().getRawQuery().contains("X-Amz-Security-Token=")) {
      // The signer's own credentials may end sooner (PRE-08).
      assertThat(url.expiresAt()).isBeforeOrEqualTo(end).isAfter(signed);
    } else {
      assertThat(url.expiresAt()).isEqualTo(end);
    }
  }

  @Label("PRE-05 Metadata that the URL binds is stored with the blob")
  @Rule(needs = Feature.PRESIGN)
  default void pre05(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    PresignedUrl url =
        bucket.presign(
            PresignRequest.put("key", Duration.ofHours(1)).header("x-amz-meta-owner", "team a"));
    Http.ok(new Http(sandbox).send(url, Urls.bytes("x")));
    assertThat(bucket.head("key").metadata().asMap()).isEqualTo(Map.of("owner", "team a"));
  }

  @Label("PRE-03 A reader may ask for a range, and give conditions, that the URL does not bind")
  @Rule(needs = Feature.PRESIGN)
  default void pre03(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    Http http = new Http(sandbox);
    String etag = bucket.put("key", Body.of("0123456789")).etag().quoted();
    PresignedUrl url = bucket.presignGet("key", Duration.ofHours(1));
    HttpResponse<byte[]> part = http.send(url, new byte[0], Map.of("range", "bytes=2-4"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Urls.bytes("234"));
    assertThat(Urls.header(part, "content-range")).contains("bytes 2-4/10");
    HttpResponse<byte[]> same = http.send(url, new byte[0], Map.of("if-none-match", etag));
    assertThat(same.statusCode()).isEqualTo(304);
  }

  @Label("GET-02a A URL for a key without a blob can be signed, and answers 404")
  @Rule(needs = Feature.PRESIGN)
  default void get02a(Sandbox sandbox) {
    PresignedUrl url = sandbox.bucket().presignGet("absent", Duration.ofHours(1));
    assertThat(new Http(sandbox).send(url).statusCode()).isEqualTo(404);
  }

  @Label("GET-05 Headers of the answer can be replaced, in reads alone")
  @Rule(needs = Feature.PRESIGN)
  default void get05(Sandbox sandbox) {
    Bucket bucket = sandbox.bucket();
    bucket.put("key", Body.of("content"), PutOptions.defaults().contentType("text/plain"));
    ContentHeaders instead =
        ContentHeaders.none()
            .contentType("application/x-other")
            .contentDisposition("attachment; filename=\"a b.txt\"")
            .cacheControl("no-store")
            .contentLanguage("de")
            .contentEncoding("identity")
            .expires("Thu, 01 Dec 2033 16:00:00 GMT");
    PresignedUrl url =
        bucket.presign(PresignRequest.get("key", Duration.ofHours(1)).response(instead));
    HttpResponse<byte[]> response = new Http(sandbox).send(url);
    Http.ok(response);
    assertThat(response.body()).isEqualTo(Urls.bytes("content"));
    assertThat(Urls.header(response, "content-type")).isEqualTo(instead.contentType());
    assertThat(Urls.header(response, "content-disposition"))
        .isEqualTo(instead.contentDisposition());
    assertThat(Urls.header(response, "cache-control")).isEqualTo(instead.cacheControl());
    assertThat(Urls.header(response, "content-language")).isEqualTo(instead.contentLanguage());
    assertThat(Urls.header(response, "content-encoding")).isEqualTo(instead.contentEncoding());
    assertThat(Urls.header(response, "expires")).isEqualTo(instead.expires());
    assertThat(bucket.head("key").contentType()).isEqualTo("text/plain");
    assertThatThrownBy(() -> PresignRequest.put("key", Duration.ofHours(1)).response(instead))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

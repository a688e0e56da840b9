package io.holdall.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressingTest {
  private final Addressing addressing = new Addressing(List.of("localhost", "S3.Example.org"));

  private Target target(String host, String target) {
    return addressing.target(S3Request.of("GET", target, Headers.of("Host", host)));
  }

  @ParameterizedTest
  @CsvSource({
    "/b/k, b, k",
    "/b/k/, b, k/",
    "/b//k, b, /k",
    "/b///, b, //",
    "/b/../x/./, b, ../x/./",
    "/b/a%2Fb%252F, b, a/b%2F",
    "/b/%F0%9F%98%80?x=/y, b, \ud83d\ude00",
    "/b/a+b, b, a+b",
    "/a%2Fb/k, a/b, k",
    "/%62/k, b, k"
  })
  void pathStyle(String path, String bucket, String key) {
    assertThat(target("127.0.0.1:9000", path)).isEqualTo(new Target.Key(bucket, key));
    assertThat(target("localhost:9000", path)).isEqualTo(new Target.Key(bucket, key));
  }

  @Test
  void pathStyleWithoutAKey() {
    assertThat(target("h", "/")).isEqualTo(new Target.Service());
    assertThat(target("h", "/?x-id=ListBuckets")).isEqualTo(new Target.Service());
    assertThat(target("h", "")).isEqualTo(new Target.Service());
    assertThat(target("h", "/b")).isEqualTo(new Target.Bucket("b"));
    assertThat(target("h", "/b/?list-type=2")).isEqualTo(new Target.Bucket("b"));
    assertThat(target("h", "//")).isEqualTo(new Target.Service());
    assertThat(target("h", "//k")).isEqualTo(new Target.Key("", "k"));
    assertThat(addressing.target(S3Request.of("GET", "/b/k", Headers.empty())))
        .isEqualTo(new Target.Key("b", "k"));
  }

  @ParameterizedTest
  @CsvSource({
    "b.localhost, b",
    "b.localhost:9000, b",
    "B.LocalHost, b",
    "my.dotted.bucket.localhost, my.dotted.bucket",
    "b.s3.example.org, b",
    "s3.example.org.localhost, s3.example.org"
  })
  void virtualHosts(String host, String bucket) {
    assertThat(target(host, "/")).isEqualTo(new Target.Bucket(bucket));
    assertThat(target(host, "/k")).isEqualTo(new Target.Key(bucket, "k"));
    assertThat(target(host, "//a/../%2F")).isEqualTo(new Target.Key(bucket, "/a/..//"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        ".localhost",
        "notlocalhost",
        "localhost.b",
        "[::1]",
        "[::1]:9000",
        "10.0.0.1",
        "b.example.org",
        ""
      })
  void everyOtherHostMeansPathStyle(String host) {
    assertThat(target(host, "/b/k")).isEqualTo(new Target.Key("b", "k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "b/k", "/b/%", "/%zz/k", "/b/%FF", "/b/\u00e9"})
  void pathsThatAreNone(String path) {
    assertThatThrownBy(() -> target("h", path))
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.error()).isEqualTo(S3Error.INVALID_URI));
  }

  @Test
  void requestIdsDiffer() {
    Set<RequestId> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      RequestId id = RequestId.next();
      assertThat(id.id()).matches("[0-9A-F]{16}");
      assertThat(id.hostId()).hasSize(44);
      ids.add(id);
    }
    assertThat(ids).hasSize(1000);
  }
}

package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.presign;
import static io.holdall.tck.broken.Front.answering;

import io.holdall.BlobStore;
import io.holdall.ContentHeaders;
import io.holdall.ErrorCode;
import io.holdall.PresignRequest;
import io.holdall.PresignedUrl;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.http.S3Response;
import io.holdall.spi.DriverException;
import io.holdall.spi.PresignDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.MovableClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

final class BrokenPresigns {
  private BrokenPresigns() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken("PRE-17", "lets each URL be used once", BrokenPresigns::once)
            .also("PRE-03", "PRE-10b", "API-12"),
        broken(
            "PRE-12",
            "forgets the type of what is put through a URL",
            answering(
                (request, front) ->
                    front.pass(
                        binds(request, "content-type")
                            ? request
                            : Front.withoutHeaders(request, "content-type"::equals)))),
        broken(
            "API-12",
            "answers 404 when a URL deletes what is not there",
            answering(
                (request, front) ->
                    request.method().equals("DELETE")
                            && front.letIn(Front.withMethod(request, "HEAD")).status() == 404
                        ? refusal(404)
                        : front.pass(request))),
        broken(
            "API-11",
            "takes several slashes in the key of a URL for one",
            requests(it -> withKey(it, it.key().replaceAll("/+", "/")))),
        broken(
            "API-11",
            "takes several slashes in the key of a URL to delete for one",
            requests(
                it ->
                    it.method() != PresignRequest.Method.DELETE
                        ? it
                        : withKey(it, it.key().replaceAll("/+", "/")))),
        broken(
            "API-11a",
            "signs for the first 600 characters of a key",
            requests(it -> withKey(it, it.key().substring(0, Math.min(600, it.key().length()))))),
        broken(
            "API-11a",
            "takes a carriage return in the key of a URL for a line feed",
            requests(it -> withKey(it, it.key().replace('\r', '\n')))),
        broken(
                "PRE-06",
                "signs for a day at most",
                requests(
                    it -> {
                      if (it.validFor().compareTo(Duration.ofDays(1)) > 0) {
                        throw new DriverException(ErrorCode.INVALID_ARGUMENT, "longer than a day");
                      }
                      return it;
                    }))
            .also("PRE-07", "API-13"),
        broken(
            "PRE-07",
            "serves URLs whatever the time",
            answering(
                (request, front) ->
                    front.wasGood(request) ? front.letIn(request) : front.pass(request))),
        broken(
            "API-13",
            "tells a later time of expiry than there is",
            presign(
                sound ->
                    (bucket, request) -> {
                      PresignedUrl url = sound.presign(bucket, request);
                      return new PresignedUrl(
                          url.url(), url.method(), url.headers(), url.expiresAt().plusSeconds(1));
                    })),
        broken(
            "PRE-10",
            "serves a URL whatever the method",
            answering(
                (request, front) ->
                    Arrays.stream(PresignRequest.Method.values())
                            .anyMatch(method -> front.isGood(request, method.name()))
                        ? front.letIn(request)
                        : front.pass(request))),
        broken(
            "PRE-10a",
            "compares the beginnings of signatures",
            answering(
                (request, front) ->
                    beginsRight(request, front) ? front.letIn(request) : front.pass(request))),
        broken("PRE-10b", "does not bind the content type", unbound("content-type"::equals, false)),
        broken(
            "PRE-05",
            "forgets metadata that a URL should bind",
            unbound(name -> name.startsWith("x-amz-meta-"), true)),
        broken(
            "PRE-11",
            "leaves out headers that the URL does not bind",
            answering(
                (request, front) ->
                    front.pass(
                        Front.withoutHeaders(
                            request, name -> name.startsWith("x-amz-") && !binds(request, name))))),
        broken(
            "PRE-04",
            "leaves out parameters that it does not know",
            answering(
                (request, front) ->
                    front.pass(
                        Front.without(
                            request,
                            name -> !name.startsWith("X-Amz-") && !name.startsWith("response-"))))),
        broken(
            "PRE-03",
            "gives the whole blob for a range of a URL",
            answering(
                (request, front) -> front.pass(Front.withoutHeaders(request, "range"::equals)))),
        broken(
            "GET-02a",
            "refuses a URL for a key without a blob",
            answering(
                (request, front) -> {
                  S3Response answer = front.pass(request);
                  return answer.status() == 404 ? refusal(403) : answer;
                })),
        broken(
            "GET-05",
            "does not replace headers of the answer",
            requests(
                it ->
                    new PresignRequest(
                        it.method(),
                        it.key(),
                        it.validFor(),
                        it.headers(),
                        ContentHeaders.none()))));
  }

  private static S3Response refusal(int status) {
    return S3Response.of(status, Headers.empty());
  }

  private static boolean binds(S3Request request, String header) {
    List<String> names =
        Arrays.asList(Front.parameter(request, "X-Amz-SignedHeaders").split(";", -1));
    return names.contains(header);
  }

  private static BlobStore once(StoreDriver sound, MovableClock clock) {
    Set<String> used = ConcurrentHashMap.newKeySet();
    return answering(
            (request, front) ->
                used.add(Front.parameter(request, "X-Amz-Signature"))
                    ? front.pass(request)
                    : refusal(403))
        .in(sound, clock);
  }

  private static boolean beginsRight(S3Request request, Front front) {
    try {
      String given = Front.parameter(request, "X-Amz-Signature");
      return given.length() == 64
          && !front.isOver(request)
          && given.regionMatches(0, front.rightSignature(request), 0, 8);
    } catch (S3Exception | IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }

  private static PresignRequest withKey(PresignRequest request, String key) {
    return new PresignRequest(
        request.method(), key, request.validFor(), request.headers(), request.response());
  }

  private static BrokenStore.Defect requests(UnaryOperator<PresignRequest> change) {
    return presign(sound -> (bucket, request) -> sound.presign(bucket, change.apply(request)));
  }

  private static BrokenStore.Defect unbound(Predicate<String> dropped, boolean silently) {
    return presign(
        sound -> (bucket, request) -> unbound(sound, bucket, request, dropped, silently));
  }

  private static PresignedUrl unbound(
      PresignDriver sound,
      String bucket,
      PresignRequest request,
      Predicate<String> dropped,
      boolean silently) {
    Map<String, String> kept = new TreeMap<>(request.headers());
    kept.keySet().removeIf(dropped);
    PresignedUrl url =
        sound.presign(
            bucket,
            new PresignRequest(
                request.method(), request.key(), request.validFor(), kept, request.response()));
    return silently
        ? url
        : new PresignedUrl(url.url(), url.method(), request.headers(), url.expiresAt());
  }
}

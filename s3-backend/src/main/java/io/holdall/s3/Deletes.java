package io.holdall.s3;

import io.holdall.ETag;
import io.holdall.spi.DriverException;
import io.holdall.spi.XmlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes blobs. Thread-safe. */
final class Deletes {
  private final Clients clients;
  private final Calls calls;
  private final Requests requests;

  Deletes(Clients clients, Calls calls, Requests requests) {
    this.clients = clients;
    this.calls = calls;
    this.requests = requests;
  }

  void one(String bucket, String key) {
    send(DeleteObjectRequest.builder().bucket(bucket).key(key));
  }

  void ifMatch(String bucket, String key, ETag etag) {
    send(DeleteObjectRequest.builder().bucket(bucket).key(key).ifMatch(etag.value()));
  }

  private void send(DeleteObjectRequest.Builder request) {
    requests.writeOverride().ifPresent(request::overrideConfiguration);
    calls.write(() -> clients.writing().deleteObject(request.build()));
  }

  List<Optional<DriverException>> all(String bucket, List<String> keys) {
    Map<String, DriverException> failed = new HashMap<>();
    Set<String> together = new LinkedHashSet<>();
    Set<String> alone = new LinkedHashSet<>();
    keys.forEach(key -> (XmlText.canCarry(key) ? together : alone).add(key));
    if (!together.isEmpty()) {
      failed.putAll(together(bucket, together));
    }
    for (String key : alone) {
      alone(bucket, key, failed);
    }
    List<Optional<DriverException>> outcomes = new ArrayList<>(keys.size());
    keys.forEach(key -> outcomes.add(Optional.ofNullable(failed.get(key))));
    return outcomes;
  }

  /** One request for many keys; the answer is to name each of them (DEL-22). */
  private Map<String, DriverException> together(String bucket, Set<String> keys) {
    DeleteObjectsRequest.Builder request =
        DeleteObjectsRequest.builder()
            .bucket(bucket)
            .delete(
                Delete.builder()
                    .quiet(false)
                    .objects(
                        keys.stream()
                            .map(key -> ObjectIdentifier.builder().key(key).build())
                            .toList())
                    .build());
    requests.writeOverride().ifPresent(request::overrideConfiguration);
    DeleteObjectsResponse answer =
        calls.write(() -> clients.writing().deleteObjects(request.build()));
    Map<String, DriverException> failed = new HashMap<>();
    Set<String> left = new HashSet<>(keys);
    answer.deleted().forEach(deleted -> left.remove(deleted.key()));
    left.forEach(key -> failed.put(key, calls.faults().ofSilence()));
    for (S3Error error : answer.errors()) {
      DriverException failure = calls.faults().ofKey(error.code(), error.message());
      if (!keys.contains(error.key())) {
        // Whichever key is meant, it was not deleted.
        throw failure;
      }
      failed.put(error.key(), failure);
    }
    return failed;
  }

  /** A failure that is not the key's own ends the batch: the next would meet it too. */
  private void alone(String bucket, String key, Map<String, DriverException> failed) {
    try {
      one(bucket, key);
    } catch (DriverException e) {
      switch (e.code()) {
        case ACCESS_DENIED, INVALID_ARGUMENT, INVALID_REQUEST, INTERNAL -> failed.put(key, e);
        default -> throw e;
      }
    }
  }
}

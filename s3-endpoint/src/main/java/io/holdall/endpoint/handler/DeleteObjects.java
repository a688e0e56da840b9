package io.holdall.endpoint.handler;

import io.holdall.BlobStoreException;
import io.holdall.DeleteOutcome;
import io.holdall.ETag;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.Integrity;
import io.holdall.endpoint.header.Names;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.xml.DeleteDocument;
import io.holdall.endpoint.xml.ObjectDocuments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** DeleteObjects: each key on its own (DEL-20 to DEL-27). */
final class DeleteObjects {
  private final Call call;
  private final List<DeleteDocument.Target> plain = new ArrayList<>();
  private final List<DeleteDocument.Target> deleted = new ArrayList<>();
  private final List<ObjectDocuments.Undeleted> undeleted = new ArrayList<>();

  private DeleteObjects(Call call) {
    this.call = call;
  }

  static S3Response delete(Call call) throws IOException {
    Integrity integrity = Integrity.of(call.headers()).required();
    call.requireBucket();
    DeleteDocument document = DeleteDocument.read(call.document(integrity));
    DeleteObjects deletion = new DeleteObjects(call);
    document.objects().forEach(deletion::take);
    deletion.deletePlain();
    return Answers.xml(
        ObjectDocuments.deleteResult(
            document.quiet() ? List.of() : deletion.deleted, deletion.undeleted));
  }

  private void take(DeleteDocument.Target target) {
    Optional<S3Exception> refusal = refusal(target);
    if (refusal.isPresent()) {
      failed(target, refusal.get());
    } else if (target.etag().isPresent()) {
      deleteIfMatch(target, target.etag().get());
    } else {
      plain.add(target);
    }
  }

  private static Optional<S3Exception> refusal(DeleteDocument.Target target) {
    if (target.versionId().isPresent() && !target.versionId().get().equals("null")) {
      // Not the InvalidArgument that DELETE of a single object gives (DEL-24).
      return Optional.of(new S3Exception(S3Error.NO_SUCH_VERSION));
    }
    if (target.lastModifiedTime().isPresent() || target.size().isPresent()) {
      return Optional.of(
          new S3Exception(
              S3Error.NOT_IMPLEMENTED, "LastModifiedTime and Size are not conditions here"));
    }
    if (target.key().isEmpty()) {
      return Optional.of(new S3Exception(S3Error.INVALID_ARGUMENT, "The key is empty"));
    }
    try {
      Names.key(target.key());
      return Optional.empty();
    } catch (S3Exception e) {
      return Optional.of(e);
    }
  }

  private void deleteIfMatch(DeleteDocument.Target target, String etag) {
    ETag tag;
    try {
      tag = ETag.of(etag.strip());
    } catch (IllegalArgumentException e) {
      failed(target, new S3Exception(S3Error.INVALID_ARGUMENT, String.valueOf(e.getMessage())));
      return;
    }
    try {
      call.bucket().delete(target.key(), tag);
      deleted.add(target);
    } catch (BlobStoreException e) {
      failed(target, e);
    }
  }

  private void deletePlain() {
    if (plain.isEmpty()) {
      return;
    }
    List<DeleteOutcome> outcomes =
        call.bucket().deleteAll(plain.stream().map(DeleteDocument.Target::key).toList());
    for (int i = 0; i < plain.size(); i++) {
      DeleteDocument.Target target = plain.get(i);
      outcomes
          .get(i)
          .error()
          .ifPresentOrElse(error -> failed(target, error), () -> deleted.add(target));
    }
  }

  private void failed(DeleteDocument.Target target, S3Exception e) {
    undeleted.add(
        new ObjectDocuments.Undeleted(target.key(), target.versionId(), e.error(), e.text()));
  }

  private void failed(DeleteDocument.Target target, BlobStoreException e) {
    S3Error error = StoreErrors.of(e.code());
    undeleted.add(
        new ObjectDocuments.Undeleted(target.key(), target.versionId(), error, error.message()));
  }
}

package io.holdall;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One multipart upload whose parts travel in parallel, on threads that live as long as it does. One
 * thread uses it: it hands in the parts in order and calls {@link #complete}; whatever goes wrong
 * on the way, it calls {@link #abandon}.
 */
final class PartSender {
  /** Stores the part of this number. */
  interface Part {
    UploadedPart store(String uploadId, int number);
  }

  private final Access access;
  private final Operation operation;
  private final String key;
  private final int parallelism;
  private final Progress progress;
  private final String uploadId;
  private final ExecutorService threads;
  private final CompletionService<UploadedPart> results;

  private final List<UploadedPart> stored = new ArrayList<>();
  private int handedIn;
  private int underWay;
  private boolean interrupted;

  /**
   * Starts the upload.
   *
   * @param operation that errors name
   * @param options complete, without a condition
   */
  PartSender(
      Access access,
      Operation operation,
      String key,
      PutOptions options,
      int parallelism,
      Progress progress) {
    this.access = access;
    this.operation = operation;
    this.key = key;
    this.parallelism = parallelism;
    this.progress = progress;
    this.threads = Executors.newFixedThreadPool(parallelism, Transfers::thread);
    this.results = new ExecutorCompletionService<>(threads);
    this.uploadId = start(options);
  }

  /**
   * Starts the upload on a thread that nobody interrupts: who does not wait for the answer never
   * learns what there is to abort.
   */
  private String start(PutOptions options) {
    if (Thread.currentThread().isInterrupted()) {
      throw Transfers.interrupted(access, operation, key, new InterruptedException());
    }
    Future<String> starting =
        threads.submit(
            () ->
                access.call(
                    operation, key, () -> access.multipart().start(access.bucket(), key, options)));
    try {
      return Transfers.result(starting);
    } catch (InterruptedException e) {
      threads.shutdown();
      BlobStoreException why = Transfers.interrupted(access, operation, key, e);
      abandon(starting, why);
      throw why;
    } catch (RuntimeException | Error e) {
      threads.shutdown();
      throw e;
    }
  }

  /** Aborts an upload that is being started for a thread that was interrupted. */
  private void abandon(Future<String> starting, BlobStoreException why) {
    try {
      abort(Transfers.resultInTheEnd(starting), why);
    } catch (RuntimeException e) {
      // There is nothing to abort.
      why.addSuppressed(e);
    } finally {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends a body as the next part, and returns when no more parts are under way than there are
   * threads.
   *
   * @param sent is run when the part is stored or has failed
   * @throws RuntimeException what made an earlier part fail
   */
  void send(Body body, long length, Runnable sent) {
    BodyPayload payload = new BodyPayload(body, length, progress);
    submit(
        (id, number) -> {
          try {
            return access.call(
                operation,
                key,
                payload,
                () -> access.multipart().uploadPart(access.bucket(), key, id, number, payload));
          } finally {
            sent.run();
          }
        });
  }

  /** As {@link #send}, for parts that are not bodies. */
  void submit(Part part) {
    if (handedIn == access.limits().maxParts()) {
      throw access.error(
          ErrorCode.ENTITY_TOO_LARGE,
          operation,
          key,
          "it needs more than the %s parts that the store allows".formatted(handedIn));
    }
    handedIn++;
    int number = handedIn;
    results.submit(() -> part.store(uploadId, number));
    underWay++;
    collectDownTo(parallelism);
  }

  PutResult complete(CompleteOptions options) {
    collectDownTo(0);
    stored.sort(Comparator.comparingInt(UploadedPart::number));
    List<UploadedPart> parts = List.copyOf(stored);
    PutResult result =
        access.call(
            operation,
            key,
            () -> access.multipart().complete(access.bucket(), key, uploadId, parts, options));
    threads.shutdown();
    return result;
  }

  private void collectDownTo(int most) {
    while (underWay > most) {
      try {
        stored.add(Transfers.result(take()));
      } catch (InterruptedException e) {
        interrupted = true;
        throw Transfers.interrupted(access, operation, key, e);
      }
    }
  }

  private Future<UploadedPart> take() throws InterruptedException {
    Future<UploadedPart> result = results.take();
    underWay--;
    return result;
  }

  /**
   * Waits for the parts under way, so that none lands later, and aborts the upload.
   *
   * @param why gets the failure of the abort, if it fails, as a suppressed exception
   */
  void abandon(Throwable why) {
    progress.giveUp();
    threads.shutdown();
    while (underWay > 0) {
      try {
        // How it ended changes nothing any more.
        Future<UploadedPart> unused = take();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    abort(uploadId, why);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void abort(String id, Throwable why) {
    // A store that sends requests sends none for a thread that is interrupted.
    boolean wasInterrupted = Thread.interrupted();
    try {
      access.run(
          Operation.ABORT_UPLOAD, key, () -> access.multipart().abort(access.bucket(), key, id));
    } catch (BlobStoreException | IllegalStateException e) {
      why.addSuppressed(e);
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

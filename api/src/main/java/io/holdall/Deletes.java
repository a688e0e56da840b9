package io.holdall;

import io.holdall.spi.DriverException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Deletes by the thousand. */
final class Deletes {
  /** The most keys of one request (DEL-20). */
  static final int BATCH = 1000;

  private Deletes() {}

  static List<DeleteOutcome> all(Access access, Iterable<String> keys) {
    List<DeleteOutcome> outcomes = new ArrayList<>();
    List<String> batch = new ArrayList<>();
    for (String key : keys) {
      batch.add(access.checkKey(key));
      if (batch.size() == BATCH) {
        delete(access, batch, outcomes);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      delete(access, batch, outcomes);
    }
    return Collections.unmodifiableList(outcomes);
  }

  private static void delete(Access access, List<String> batch, List<DeleteOutcome> outcomes) {
    List<Optional<DriverException>> errors =
        access.call(
            Operation.DELETE_ALL,
            null,
            () -> access.driver().deleteAll(access.bucket(), List.copyOf(batch)));
    for (int i = 0; i < batch.size(); i++) {
      String key = batch.get(i);
      outcomes.add(
          new DeleteOutcome(
              key,
              errors.get(i).map(e -> Errors.of(e, Operation.DELETE_ALL, access.bucket(), key))));
    }
  }
}

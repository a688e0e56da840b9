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
    access.store().requireOpen();
    // All of them first, so that nothing is deleted if one is not legal; the outcomes need as much.
    List<String> checked = new ArrayList<>();
    for (String key : keys) {
      checked.add(access.checkKey(key));
    }
    List<DeleteOutcome> outcomes = new ArrayList<>(checked.size());
    for (int from = 0; from < checked.size(); from += BATCH) {
      List<String> batch = List.copyOf(checked.subList(from, end(from, checked)));
      try {
        add(access, batch, access.driver().deleteAll(access.bucket(), batch), outcomes);
      } catch (DriverException e) {
        if (from == 0) {
          throw Errors.of(e, Operation.DELETE_ALL, access.bucket(), null);
        }
        // Thrown, it would take the outcomes so far with it.
        List<String> rest = checked.subList(from, checked.size());
        add(access, rest, Collections.nCopies(rest.size(), Optional.of(e)), outcomes);
        break;
      }
    }
    return Collections.unmodifiableList(outcomes);
  }

  private static int end(int from, List<String> keys) {
    return Math.min(from + BATCH, keys.size());
  }

  private static void add(
      Access access,
      List<String> keys,
      List<Optional<DriverException>> errors,
      List<DeleteOutcome> outcomes) {
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      outcomes.add(
          new DeleteOutcome(
              key,
              errors.get(i).map(e -> Errors.of(e, Operation.DELETE_ALL, access.bucket(), key))));
    }
  }
}

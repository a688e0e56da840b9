package io.holdall.cli.floors;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One module of the house; all but the api own the package of their name below the root package.
 */
enum Room {
  API,
  ENGINE,
  S3,
  ENDPOINT,
  MEMORY,
  LOCAL,
  TCK,
  CLI;

  boolean mayKnow(Room other) {
    return other == this || below().contains(other);
  }

  private Set<Room> below() {
    return switch (this) {
      case API -> Set.of();
      case ENGINE, S3, ENDPOINT, TCK -> Set.of(API);
      case MEMORY, LOCAL -> Set.of(API, ENGINE, ENDPOINT);
      case CLI -> Set.of(API, ENGINE, S3, ENDPOINT, MEMORY, LOCAL, TCK);
    };
  }

  /** The room of a package; empty for a package outside the root. */
  static Optional<Room> of(String root, String packageName) {
    if (packageName.equals(root) || packageName.equals(root + ".spi")) {
      return Optional.of(API);
    }
    if (!packageName.startsWith(root + ".")) {
      return Optional.empty();
    }
    String name = packageName.substring(root.length() + 1).split("\\.", 2)[0];
    return Optional.of(
        Stream.of(ENGINE, S3, ENDPOINT, MEMORY, LOCAL, TCK, CLI)
            .filter(room -> room.name().toLowerCase(Locale.ROOT).equals(name))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(packageName + " is in no room of the house")));
  }
}

package io.holdall.tck.broken;

import io.holdall.tck.Area;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All broken stores. */
final class Catalogue {
  private Catalogue() {}

  static List<BrokenStore> all() {
    return Arrays.stream(Area.values()).flatMap(area -> of(area).stream()).toList();
  }

  /** Those made for the rules of an area. */
  static List<BrokenStore> of(Area area) {
    return switch (area) {
      case BUCKET -> BrokenBuckets.stores();
      case PUT -> both(BrokenPuts.stores(), BrokenMetadata.stores());
      case GET -> BrokenGets.stores();
      case HEAD -> BrokenHeads.stores();
      case DELETE -> BrokenDeletes.stores();
      case COPY -> BrokenCopies.stores();
      case LIST -> BrokenLists.stores();
      case MULTIPART ->
          both(
              both(BrokenUploads.stores(), BrokenPartedBlobs.stores()),
              both(BrokenUploadLists.stores(), BrokenCompletions.stores()));
      case PRESIGN -> BrokenPresigns.stores();
      case TAGS -> BrokenTags.stores();
      case KEY -> both(BrokenKeys.stores(), BrokenKeyRoutes.stores());
      case CHECKSUM -> BrokenChecksums.stores();
      case CONDITION -> BrokenConditions.stores();
      case ERROR -> BrokenErrors.stores();
      case VIEW -> BrokenViews.stores();
      case TRANSFER -> BrokenTransfers.stores();
      case HISTORY -> BrokenHistories.stores();
      case CONCURRENCY -> both(BrokenRaces.stores(), BrokenTurns.stores());
    };
  }

  private static List<BrokenStore> both(List<BrokenStore> some, List<BrokenStore> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}

package io.holdall.tck.model;

import io.holdall.ETag;
import io.holdall.Feature;
import io.holdall.Limits;
import io.holdall.ListOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a bucket holds, as far as its answers have told. Immutable.
 *
 * @param features that the store declares
 * @param limits of the store
 * @param deviations the ids of the rules that the store is known not to keep
 * @param blobs by key, in the order of listings
 * @param uploads all that were started, in that order
 * @param retired ETags that blobs had once and have no more
 * @param cursor where the last listing stopped
 */
public record Model(
    Set<Feature> features,
    Limits limits,
    Set<String> deviations,
    NavigableMap<String, ModelBlob> blobs,
    List<ModelUpload> uploads,
    List<ETag> retired,
    Optional<Cursor> cursor) {

  /**
   * A listing that has not come to its end.
   *
   * @param options of the listing, without token
   * @param token to go on with
   * @param last the name of the last entry shown; empty if none was
   */
  public record Cursor(ListOptions options, String token, String last) {}

  public static Model empty(Set<Feature> features, Limits limits, Set<String> deviations) {
    return new Model(
        features,
        limits,
        deviations,
        new TreeMap<>(ListRules.ORDER),
        List.of(),
        List.of(),
        Optional.empty());
  }

  public boolean has(Feature feature) {
    return features.contains(feature);
  }

  /** Whether the store is known not to keep a rule, so that it may answer otherwise. */
  public boolean deviatesFrom(String rule) {
    return deviations.contains(rule);
  }

  public @Nullable ModelBlob blob(String key) {
    return blobs.get(key);
  }

  /** The store with this blob in place of what was under the key. */
  Model with(String key, ModelBlob blob) {
    return published(key, blob).touched(key, ModelUpload.Change.CERTAIN);
  }

  /** The store without the blob, if there was one. */
  Model without(String key) {
    ModelUpload.Change change =
        blobs.containsKey(key) ? ModelUpload.Change.CERTAIN : ModelUpload.Change.PERHAPS;
    return published(key, null).touched(key, change);
  }

  /** The store with something about the blob changed that is not its content. */
  Model adorned(String key, ModelBlob blob) {
    return published(key, blob).touched(key, ModelUpload.Change.PERHAPS);
  }

  /** The store with something more known of a blob. */
  Model learned(String key, ModelBlob blob) {
    return published(key, blob);
  }

  private Model published(String key, @Nullable ModelBlob blob) {
    TreeMap<String, ModelBlob> more = new TreeMap<>(ListRules.ORDER);
    more.putAll(blobs);
    ModelBlob before = blob == null ? more.remove(key) : more.put(key, blob);
    List<ETag> old = retired;
    if (before != null && (blob == null || !blob.etag().equals(before.etag()))) {
      old = new ArrayList<>(retired);
      old.add(before.etag());
    }
    return new Model(
        features,
        limits,
        deviations,
        Collections.unmodifiableNavigableMap(more),
        uploads,
        Collections.unmodifiableList(old),
        cursor);
  }

  private Model touched(String key, ModelUpload.Change change) {
    return mapUploads(upload -> upload.key().equals(key), upload -> upload.keyChanged(change));
  }

  Model with(ModelUpload upload) {
    if (uploads.stream().anyMatch(it -> it.id().equals(upload.id()))) {
      return mapUploads(it -> it.id().equals(upload.id()), it -> upload);
    }
    List<ModelUpload> more = new ArrayList<>(uploads);
    more.add(upload);
    return withUploads(more);
  }

  private Model mapUploads(Predicate<ModelUpload> which, UnaryOperator<ModelUpload> change) {
    return withUploads(uploads.stream().map(it -> which.test(it) ? change.apply(it) : it).toList());
  }

  private Model withUploads(List<ModelUpload> value) {
    return new Model(features, limits, deviations, blobs, List.copyOf(value), retired, cursor);
  }

  Model with(Optional<Cursor> value) {
    return new Model(features, limits, deviations, blobs, uploads, retired, value);
  }
}

package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Buckets.bucket;
import static io.holdall.tck.broken.Buckets.view;

import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.Bucket;
import io.holdall.CopyOptions;
import io.holdall.DeleteOutcome;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadInfo;
import io.holdall.UserMetadata;
import java.util.List;
import java.util.stream.Stream;

final class BrokenViews {
  private BrokenViews() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
            "VIEW-01",
            "tells the whole keys of blobs in a view",
            view(
                (sound, prefix) ->
                    new ForwardingBucket(sound.under(prefix)) {
                      @Override
                      public BlobAttributes head(String key, ReadConditions conditions) {
                        return Values.withKey(super.head(key, conditions), prefix + key);
                      }
                    })),
        broken(
            "VIEW-02",
            "deletes many keys of a view from the whole bucket",
            view(
                (sound, prefix) ->
                    new ForwardingBucket(sound.under(prefix)) {
                      @Override
                      public List<DeleteOutcome> deleteAll(Iterable<String> keys) {
                        return sound.deleteAll(keys);
                      }
                    })),
        broken(
            "VIEW-03",
            "makes views of views that are views of the whole bucket",
            view(
                (sound, prefix) ->
                    new ForwardingBucket(sound.under(prefix)) {
                      @Override
                      public Bucket under(String more) {
                        return sound.under(more);
                      }
                    })),
        broken(
            "VIEW-04",
            "starts each page of a view at its beginning",
            view(
                (sound, prefix) ->
                    new ForwardingBucket(sound.under(prefix)) {
                      @Override
                      public ListPage listPage(ListOptions options) {
                        return super.listPage(options.startAfter(""));
                      }
                    })),
        broken(
            "VIEW-05",
            "tells the whole key in what a view throws",
            view(
                (sound, prefix) ->
                    new ForwardingBucket(sound.under(prefix)) {
                      @Override
                      public BlobAttributes head(String key, ReadConditions conditions) {
                        BlobAttributes blob = sound.head(prefix + key, conditions);
                        return Values.withKey(blob, key);
                      }
                    })),
        broken(
            "VIEW-06",
            "hides metadata from readers",
            bucket(
                sound ->
                    new ForwardingBucket(sound) {
                      @Override
                      public Bucket readOnly() {
                        return new ForwardingBucket(sound.readOnly()) {
                          @Override
                          public BlobAttributes head(String key, ReadConditions conditions) {
                            return Values.with(super.head(key, conditions), UserMetadata.none());
                          }
                        };
                      }
                    })),
        broken(
            "VIEW-07",
            "has read-only views whose views can be written to",
            bucket(
                sound ->
                    new ForwardingBucket(sound) {
                      @Override
                      public Bucket under(String prefix) {
                        return writable(sound.under(prefix));
                      }
                    })),
        broken(
            "VIEW-08",
            "lists the uploads of the whole bucket in a view",
            view(
                (sound, prefix) ->
                    new ForwardingBucket(sound.under(prefix)) {
                      @Override
                      public Stream<UploadInfo> listUploads(String more) {
                        return sound.listUploads(more);
                      }
                    })),
        broken(
                "VIEW-09",
                "looks for the source of a copy into a view under the view's prefix",
                view(
                    (sound, prefix) ->
                        new ForwardingBucket(sound.under(prefix)) {
                          @Override
                          public PutResult copy(BlobRef source, String key, CopyOptions options) {
                            BlobRef inside = new BlobRef(source.bucket(), prefix + source.key());
                            return super.copy(inside, key, options);
                          }
                        }))
            .also("VIEW-02"));
  }

  private static Bucket writable(Bucket sound) {
    return new ForwardingBucket(sound) {
      @Override
      public Bucket readOnly() {
        return new ForwardingBucket(sound.readOnly()) {
          @Override
          public Bucket under(String prefix) {
            return sound.under(prefix);
          }
        };
      }
    };
  }
}

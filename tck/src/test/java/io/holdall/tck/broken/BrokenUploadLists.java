package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.multipart;

import io.holdall.BlobStore;
import io.holdall.Keys;
import io.holdall.PartInfo;
import io.holdall.PartPage;
import io.holdall.PutOptions;
import io.holdall.UploadInfo;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.StoreDriver;
import io.holdall.tck.MovableClock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** How uploads in parts, and their parts, are listed. */
final class BrokenUploadLists {
  private BrokenUploadLists() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken("MPU-51", "sorts the numbers of parts as text", multipart(NumbersAsText::new)),
        broken("MPU-53", "sorts uploads by id", multipart(SortedById::new)).also("MPU-54"),
        broken("MPU-53", "lists the newest upload of a key first", BrokenUploadLists::newestFirst)
            .also("MPU-54"),
        broken(
            "MPU-54",
            "goes on behind all uploads of a key, whatever the marker",
            listed(
                it ->
                    new UploadListOptions(
                        it.prefix(), it.delimiter(), it.keyMarker(), "", it.most()))),
        broken(
            "MPU-56",
            "lists uploads whatever the prefix",
            listed(
                it ->
                    new UploadListOptions(
                        "", it.delimiter(), it.keyMarker(), it.uploadIdMarker(), it.most()))),
        broken(
            "MPU-56",
            "lists uploads whatever the delimiter",
            listed(
                it ->
                    new UploadListOptions(
                        it.prefix(), "", it.keyMarker(), it.uploadIdMarker(), it.most()))),
        broken(
            "MPU-54",
            "leaves the first upload of each further page out",
            multipart(
                (sound, uploads) ->
                    new ForwardingMultipart(uploads) {
                      @Override
                      public UploadPage listUploads(String bucket, UploadListOptions options) {
                        UploadPage page = uploads.listUploads(bucket, options);
                        return new UploadPage(
                            page.uploads().stream()
                                .skip(options.keyMarker().isEmpty() ? 0 : 1)
                                .toList(),
                            page.commonPrefixes(),
                            page.truncated());
                      }
                    })));
  }

  private static BrokenStore.Defect listed(UnaryOperator<UploadListOptions> change) {
    return multipart(
        (sound, uploads) ->
            new ForwardingMultipart(uploads) {
              @Override
              public UploadPage listUploads(String bucket, UploadListOptions options) {
                return uploads.listUploads(bucket, change.apply(options));
              }
            });
  }

  /** The clock stands still, so that the times are made here: each upload begins a second later. */
  private static BlobStore newestFirst(StoreDriver driver, MovableClock clock) {
    return multipart(
            (sound, uploads) ->
                new ForwardingMultipart(uploads) {
                  private final Map<String, Integer> begun = new ConcurrentHashMap<>();

                  @Override
                  public String start(String bucket, String key, PutOptions options) {
                    String id = uploads.start(bucket, key, options);
                    begun.put(id, begun.size());
                    return id;
                  }

                  @Override
                  public UploadPage listUploads(String bucket, UploadListOptions options) {
                    UploadPage page = uploads.listUploads(bucket, options);
                    return new UploadPage(
                        page.uploads().stream()
                            .map(this::timed)
                            .sorted(
                                Comparator.comparing(UploadInfo::key, Keys.UTF8_ORDER)
                                    .thenComparing(
                                        UploadInfo::initiatedAt, Comparator.reverseOrder()))
                            .toList(),
                        page.commonPrefixes(),
                        page.truncated());
                  }

                  private UploadInfo timed(UploadInfo upload) {
                    return new UploadInfo(
                        upload.key(),
                        upload.id(),
                        upload.initiatedAt().plusSeconds(begun.getOrDefault(upload.id(), 0)));
                  }
                })
        .in(driver, clock);
  }

  private static final class NumbersAsText extends ForwardingMultipart {
    NumbersAsText(StoreDriver sound, MultipartDriver uploads) {
      super(uploads);
    }

    @Override
    public PartPage listParts(String bucket, String key, String uploadId, int after, int most) {
      List<PartInfo> behind =
          super.listParts(bucket, key, uploadId, 0, 1000).parts().stream()
              .sorted(Comparator.comparing(part -> String.valueOf(part.number())))
              .dropWhile(part -> after > 0 && part.number() != after)
              .skip(after > 0 ? 1 : 0)
              .toList();
      return new PartPage(behind.stream().limit(most).toList(), behind.size() > most);
    }
  }

  private static final class SortedById extends ForwardingMultipart {
    SortedById(StoreDriver sound, MultipartDriver uploads) {
      super(uploads);
    }

    @Override
    public UploadPage listUploads(String bucket, UploadListOptions options) {
      UploadPage page = super.listUploads(bucket, options);
      return new UploadPage(
          page.uploads().stream().sorted(Comparator.comparing(UploadInfo::id)).toList(),
          page.commonPrefixes(),
          page.truncated());
    }
  }
}

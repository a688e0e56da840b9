package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.multipart;

import io.holdall.PartInfo;
import io.holdall.PartPage;
import io.holdall.UploadInfo;
import io.holdall.UploadListOptions;
import io.holdall.UploadPage;
import io.holdall.spi.MultipartDriver;
import io.holdall.spi.StoreDriver;
import java.util.Comparator;
import java.util.List;

/** How uploads in parts, and their parts, are listed. */
final class BrokenUploadLists {
  private BrokenUploadLists() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken("MPU-51", "sorts the numbers of parts as text", multipart(NumbersAsText::new)),
        broken("MPU-53", "sorts uploads by id", multipart(SortedById::new)).also("MPU-54"),
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

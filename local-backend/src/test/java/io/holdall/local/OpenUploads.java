package io.holdall.local;

import io.holdall.BlobStore;
import io.holdall.Bucket;
import io.holdall.BucketInfo;
import io.holdall.ETag;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.UploadInfo;
import java.util.Arrays;
import java.util.List;

/** The parts of open uploads, whose bytes nobody sees before the upload is completed. */
final class OpenUploads {
  private OpenUploads() {}

  /** Completes all of them that have parts, and compares the bytes of each with its ETag. */
  static void complete(BlobStore store) {
    for (BucketInfo info : store.listBuckets()) {
      Bucket bucket = store.bucket(info.name());
      for (UploadInfo upload : bucket.listUploads("").toList()) {
        complete(bucket, bucket.upload(upload.key(), upload.id()));
      }
    }
  }

  private static void complete(Bucket bucket, MultipartUpload upload) {
    List<PartInfo> parts = upload.parts();
    if (parts.isEmpty()) {
      return;
    }
    upload.complete(parts.stream().map(PartInfo::part).toList());
    byte[] bytes = bucket.getBytes(upload.key());
    int from = 0;
    for (PartInfo part : parts) {
      int to = from + (int) part.size();
      ETag found = ETag.ofMd5(Model.md5(Arrays.copyOfRange(bytes, from, to)));
      if (!found.equals(part.part().etag())) {
        throw new AssertionError(
            "part %s of %s had the bytes of %s".formatted(part, upload, found));
      }
      from = to;
    }
  }
}

package io.holdall.tck.contract;

import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.MultipartUpload;
import io.holdall.PutOptions;
import io.holdall.UploadedPart;
import io.holdall.tck.Sandbox;
import io.holdall.tck.gen.Content;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** What uploads are made of. */
final class Parts {
  private Parts() {}

  static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** Contents of parts of which all but the last have the least size that a store accepts. */
  static List<byte[]> contents(Sandbox sandbox, int count, Content last) {
    List<byte[]> parts = new ArrayList<>();
    int least = Math.toIntExact(sandbox.limits().minPartSize());
    for (int i = 0; i < count - 1; i++) {
      parts.add(new Content(least + i, (last.seed() + 1 + i) & 0xFF).bytes());
    }
    // Whether the last part may be empty is not settled (MPU-06).
    parts.add(last.longer().bytes());
    return parts;
  }

  /** Makes a blob of one part. */
  static void put(Bucket bucket, String key, PutOptions options) {
    MultipartUpload upload = bucket.startUpload(key, options);
    upload.complete(List.of(upload.uploadPart(1, Body.of("in parts"))));
  }

  static List<UploadedPart> upload(MultipartUpload upload, List<byte[]> contents) {
    List<UploadedPart> parts = new ArrayList<>();
    for (byte[] content : contents) {
      parts.add(upload.uploadPart(parts.size() + 1, Body.of(content)));
    }
    return parts;
  }
}

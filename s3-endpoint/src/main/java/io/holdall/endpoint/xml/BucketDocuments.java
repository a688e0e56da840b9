package io.holdall.endpoint.xml;

import io.holdall.BucketInfo;
import java.util.List;
import java.util.Optional;

/** The documents that tell of buckets. */
public final class BucketDocuments {
  private BucketDocuments() {}

  /**
   * {@code ListAllMyBucketsResult} (BKT-52).
   *
   * @param owner the canonical id of the owner of all of them
   * @param region of all of them, where the request is one that is told it
   * @param prefix that was asked for
   * @param token to go on with
   */
  public static byte[] list(
      String owner,
      List<BucketInfo> buckets,
      Optional<String> region,
      Optional<String> prefix,
      Optional<String> token) {
    return XmlWriter.document(
        "ListAllMyBucketsResult",
        xml -> {
          xml.element("Owner", element -> element.element("ID", owner));
          xml.element(
              "Buckets",
              list -> {
                for (BucketInfo bucket : buckets) {
                  list.element(
                      "Bucket",
                      entry -> {
                        entry
                            .element("Name", bucket.name())
                            .element("CreationDate", XmlTime.format(bucket.createdAt()));
                        region.ifPresent(name -> entry.element("BucketRegion", name));
                      });
                }
              });
          prefix.ifPresent(text -> xml.element("Prefix", text));
          token.ifPresent(text -> xml.element("ContinuationToken", text));
        });
  }

  /** {@code LocationConstraint}; empty text for the region that has no name here (BKT-56). */
  public static byte[] location(String region) {
    return XmlWriter.document("LocationConstraint", xml -> xml.text(region));
  }

  /** {@code VersioningConfiguration} of a bucket that never had versions (VER-01). */
  public static byte[] neverVersioned() {
    return XmlWriter.document("VersioningConfiguration", xml -> {});
  }
}

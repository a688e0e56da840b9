package io.holdall.endpoint.handler;

import io.holdall.endpoint.http.Target;
import java.util.Set;

/** What a request can be about, with the sub-resources that S3 has of it (HTTP-04). */
enum Resource {
  SERVICE(Set.of()),
  BUCKET(
      Set.of(
          "abac",
          "accelerate",
          "acl",
          "analytics",
          "cors",
          "delete",
          "encryption",
          "intelligent-tiering",
          "inventory",
          "lifecycle",
          "location",
          "logging",
          "metadataConfiguration",
          "metadataInventoryTable",
          "metadataJournalTable",
          "metadataTable",
          "metrics",
          "notification",
          "object-lock",
          "ownershipControls",
          "policy",
          "policyStatus",
          "publicAccessBlock",
          "replication",
          "requestPayment",
          "session",
          "tagging",
          "uploads",
          "versioning",
          "versions",
          "website")),
  OBJECT(
      Set.of(
          "acl",
          "annotation",
          "annotations",
          "attributes",
          "encryption",
          "legal-hold",
          "renameObject",
          "restore",
          "retention",
          "select",
          "tagging",
          "torrent",
          "uploadId",
          "uploads"));

  // Made by Set.of, which nothing can change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> subresources;

  Resource(Set<String> subresources) {
    this.subresources = subresources;
  }

  boolean has(String subresource) {
    return subresources.contains(subresource);
  }

  static Resource of(Target target) {
    if (target instanceof Target.Service) {
      return SERVICE;
    }
    return target instanceof Target.Bucket ? BUCKET : OBJECT;
  }
}
